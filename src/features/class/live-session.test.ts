import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import type { LessonPhase, LiveSnapshot } from '@contract/class/live'
import { useLiveSessionStore } from './live-session'

const snapshot = (phase: LessonPhase, viewers = 0): LiveSnapshot => ({
  lessonId: 'l', phase, sessionId: 's', startedAt: null, interruptedAt: null, graceEndsAt: null,
  endedAt: null, endReason: null, viewers, peakViewers: 0, serverTime: '2026-11-23T08:00:00.000Z',
})

const written = vi.spyOn(console, 'info').mockImplementation(() => {})

beforeEach(() => {
  written.mockClear()
  setActivePinia(createPinia())
})

it('moves the student\'s player, and only it, by the server\'s word', () => {
  const session = useLiveSessionStore()
  session.enter('l', 'student')
  session.serverSaid(snapshot('live'))
  expect(session.player.phase).toBe('connecting')
  expect(session.pusher.phase).toBe('idle')
})

it('does not go back to an answer that is older than what the channel said', () => {
  const session = useLiveSessionStore()
  session.enter('l', 'student')
  session.link = 'open'
  session.serverSaid({ ...snapshot('interrupted'), serverTime: '2026-11-23T08:00:02.000Z' })
  session.serverAnswered({ ...snapshot('live'), serverTime: '2026-11-23T08:00:01.000Z' })
  expect(session.lessonPhase).toBe('interrupted')
  session.serverAnswered({ ...snapshot('live'), serverTime: '2026-11-23T08:00:03.000Z' })
  expect(session.lessonPhase).toBe('live')
})

it('ends the teacher\'s push by the server\'s word', () => {
  const session = useLiveSessionStore()
  session.enter('l', 'teacher')
  session.dispatchPusher({ type: 'startRequested' })
  session.serverSaid(snapshot('ended'))
  expect(session.pusher.phase).toBe('ended')
  expect(session.player.phase).toBe('idle')
})

it('counts by the server\'s clock', () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-23T07:59:30.000Z') })
  const session = useLiveSessionStore()
  session.serverSaid(snapshot('open'))
  expect(session.clockOffsetMs).toBe(30_000)
  vi.useRealTimers()
})

it('remembers the most viewers, and nothing of the lesson before', () => {
  const session = useLiveSessionStore()
  session.enter('l', 'teacher')
  session.serverSaid(snapshot('live', 12))
  session.viewersAre(30)
  session.viewersAre(9)
  expect(session.snapshot?.viewers).toBe(9)
  expect(session.snapshot?.peakViewers).toBe(30)
  session.enter('m', 'teacher')
  expect(session.snapshot).toBeUndefined()
})

it('writes each change of a phase once, for support', () => {
  const session = useLiveSessionStore()
  session.enter('l', 'student')
  session.serverSaid(snapshot('live'))
  session.dispatchPlayer({ type: 'reported', event: 'CONNECTED' })
  session.dispatchPlayer({ type: 'reported', event: 'PLAYING' })
  expect(written.mock.calls.flat()).toEqual([
    '[kaike] player: idle -> connecting (serverSaid)',
    '[kaike] player: connecting -> live (PLAYING)',
  ])
})
