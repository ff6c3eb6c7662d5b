import { describe, expect, it } from 'vitest'
import type { LessonPhase } from '@contract/lessons/phase'
import type { LiveSnapshot } from '@contract/class/snapshot'
import { broadcastView, isOnAir } from '@/features/broadcast/rules/broadcast-view'
import { AFTER_PAUSE, FIRST_TRY } from '@/features/recovery/rules/ladder'
import { showsPicture, watchView } from './watch-view'

const snapshot = (phase: LessonPhase): LiveSnapshot => ({
  lessonId: 'l', phase, sessionId: null, startedAt: null, interruptedAt: null, graceEndsAt: null,
  endedAt: null, endReason: null, publisherDevice: null, viewers: 0, peakViewers: 0,
  serverTime: '2026-11-23T08:00:00.000Z',
})

describe('the student sees', () => {
  it('the waiting room of the planned phase', () => {
    expect(watchView({ phase: 'waiting-room' }, 'scheduled')).toBe('scheduled')
    expect(watchView({ phase: 'waiting-room' }, 'open')).toBe('open')
  })

  it('the last picture during a reconnection, but not during the first connection', () => {
    expect(watchView({ phase: 'connecting', ...FIRST_TRY }, 'live')).toBe('connecting')
    expect(watchView({ phase: 'connecting', ...AFTER_PAUSE }, 'live')).toBe('reconnecting')
    expect(showsPicture('connecting')).toBe(false)
    expect(showsPicture('reconnecting')).toBe(true)
  })

  it('the reason for the end', () => {
    expect(watchView({ phase: 'ended' }, 'cancelled')).toBe('cancelled')
    expect(watchView({ phase: 'ended' }, 'ended')).toBe('ended')
  })
})

describe('the teacher sees', () => {
  it('the planned phase before a start', () => {
    expect(broadcastView(undefined, { phase: 'idle' }, undefined)).toBe('loading')
    expect(broadcastView(undefined, { phase: 'idle' }, snapshot('open'))).toBe('open')
  })

  it('a class that is on air on another device, with an offer to continue here', () => {
    expect(broadcastView(undefined, { phase: 'idle' }, snapshot('live'))).toBe('elsewhere')
    expect(broadcastView(undefined, { phase: 'idle' }, snapshot('interrupted'))).toBe('elsewhere')
  })

  it('their own camera by the pusher\'s state, another program by the server\'s phase', () => {
    expect(broadcastView('here', { phase: 'live' }, snapshot('interrupted'))).toBe('live')
    expect(broadcastView('external', { phase: 'idle' }, snapshot('open'))).toBe('awaiting-encoder')
    expect(broadcastView('external', { phase: 'idle' }, snapshot('interrupted'))).toBe('interrupted')
  })

  it('every retry as a reconnection', () => {
    expect(broadcastView('here', { phase: 'connecting', ...FIRST_TRY }, snapshot('open'))).toBe('connecting')
    expect(broadcastView('here', { phase: 'connecting', ...AFTER_PAUSE }, snapshot('interrupted'))).toBe('reconnecting')
  })

  it('a degraded class as on air', () => {
    expect(broadcastView('here', { phase: 'degraded', by: 'camera', reports: 1 }, snapshot('live'))).toBe('live')
  })

  it('the planned phase during the camera preview', () => {
    expect(broadcastView(undefined, { phase: 'preflight', trouble: null }, snapshot('open'))).toBe('open')
  })

  it('a cancelled lesson in any state of the pusher', () => {
    expect(broadcastView('here', { phase: 'live' }, snapshot('cancelled'))).toBe('cancelled')
  })

  it('the class controls while the push can recover by itself', () => {
    expect(isOnAir('reconnecting')).toBe(true)
    expect(isOnAir('taken-over')).toBe(false)
  })
})
