import { describe, expect, it } from 'vitest'
import type { LessonPhase, LiveSnapshot } from '@contract/class/live'
import { broadcastView, isOnAir } from '@/features/broadcast/rules/broadcast-view'
import { AFTER_PAUSE, FIRST_TRY } from '@/features/recovery/rules/ladder'
import { showsPicture, watchView } from './watch-view'

const snapshot = (phase: LessonPhase): LiveSnapshot => ({
  lessonId: 'l', phase, sessionId: null, startedAt: null, interruptedAt: null, graceEndsAt: null,
  endedAt: null, endReason: null, viewers: 0, peakViewers: 0, serverTime: '2026-11-23T08:00:00.000Z',
})

describe('the student sees', () => {
  it('the waiting room that the plan says', () => {
    expect(watchView({ phase: 'waiting-room' }, 'scheduled')).toBe('scheduled')
    expect(watchView({ phase: 'waiting-room' }, 'open')).toBe('open')
  })

  it('a first connection without the last picture, later ones over it', () => {
    expect(watchView({ phase: 'connecting', ...FIRST_TRY }, 'live')).toBe('connecting')
    expect(watchView({ phase: 'connecting', ...AFTER_PAUSE }, 'live')).toBe('reconnecting')
    expect(showsPicture('connecting')).toBe(false)
    expect(showsPicture('reconnecting')).toBe(true)
  })

  it('why it is over', () => {
    expect(watchView({ phase: 'ended' }, 'cancelled')).toBe('cancelled')
    expect(watchView({ phase: 'ended' }, 'ended')).toBe('ended')
  })
})

describe('the teacher sees', () => {
  it('the plan until something is started', () => {
    expect(broadcastView(undefined, { phase: 'idle' }, undefined)).toBe('loading')
    expect(broadcastView(undefined, { phase: 'idle' }, snapshot('open'))).toBe('open')
  })

  it('that the class is on air elsewhere, to continue it here', () => {
    expect(broadcastView(undefined, { phase: 'idle' }, snapshot('live'))).toBe('elsewhere')
    expect(broadcastView(undefined, { phase: 'idle' }, snapshot('interrupted'))).toBe('elsewhere')
  })

  it('their own camera by the pusher\'s word, another program by the server\'s', () => {
    expect(broadcastView('here', { phase: 'live' }, snapshot('interrupted'))).toBe('live')
    expect(broadcastView('external', { phase: 'idle' }, snapshot('open'))).toBe('awaiting-encoder')
    expect(broadcastView('external', { phase: 'idle' }, snapshot('interrupted'))).toBe('interrupted')
  })

  it('a retry as a reconnection, the first one too', () => {
    expect(broadcastView('here', { phase: 'connecting', ...FIRST_TRY }, snapshot('open'))).toBe('connecting')
    expect(broadcastView('here', { phase: 'connecting', ...AFTER_PAUSE }, snapshot('interrupted'))).toBe('reconnecting')
  })

  it('a class that goes on, though worse, as one that goes on', () => {
    expect(broadcastView('here', { phase: 'degraded', by: 'camera', reports: 1 }, snapshot('live'))).toBe('live')
  })

  it('the plan while looking into the mirror', () => {
    expect(broadcastView(undefined, { phase: 'preflight', trouble: null }, snapshot('open'))).toBe('open')
  })

  it('that a cancelled lesson is cancelled whatever the pusher does', () => {
    expect(broadcastView('here', { phase: 'live' }, snapshot('cancelled'))).toBe('cancelled')
  })

  it('the controls of a class while it can go on by itself', () => {
    expect(isOnAir('reconnecting')).toBe(true)
    expect(isOnAir('taken-over')).toBe(false)
  })
})
