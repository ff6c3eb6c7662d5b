import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import type { LessonPhase } from '@contract/lessons/phase'
import type { LiveSnapshot } from '@contract/class/snapshot'
import { useLiveSessionStore } from './live-session'
import { usePusherStore } from '@/features/pusher/pusher-store'
import { usePlayerStore } from '@/features/player/player-store'

const snapshot = (phase: LessonPhase, viewers = 0): LiveSnapshot => ({
  lessonId: 'l', phase, sessionId: 's', startedAt: null, interruptedAt: null, graceEndsAt: null,
  endedAt: null, endReason: null, publisherDevice: null, viewers, peakViewers: 0,
  serverTime: '2026-11-23T08:00:00.000Z',
})

const written = vi.spyOn(console, 'info').mockImplementation(() => {})

beforeEach(() => {
  written.mockClear()
  setActivePinia(createPinia())
})

it('passes the server\'s phase to the machine of the page only', () => {
  const session = useLiveSessionStore()
  session.enter('l', usePlayerStore())
  session.serverSaid(snapshot('live'))
  expect(usePlayerStore().state.phase).toBe('connecting')
  expect(usePusherStore().state.phase).toBe('idle')
})

it('ignores an answer that is older than the state of the channel', () => {
  const session = useLiveSessionStore()
  session.enter('l', usePlayerStore())
  session.link = 'open'
  session.serverSaid({ ...snapshot('interrupted'), serverTime: '2026-11-23T08:00:02.000Z' })
  session.serverAnswered({ ...snapshot('live'), serverTime: '2026-11-23T08:00:01.000Z' })
  expect(session.lessonPhase).toBe('interrupted')
  session.serverAnswered({ ...snapshot('live'), serverTime: '2026-11-23T08:00:03.000Z' })
  expect(session.lessonPhase).toBe('live')
})

it('ends the teacher\'s push when the server ends the lesson', () => {
  const session = useLiveSessionStore()
  session.enter('l', usePusherStore())
  usePusherStore().dispatch({ type: 'startRequested' })
  session.serverSaid(snapshot('ended'))
  expect(usePusherStore().state.phase).toBe('ended')
  expect(usePlayerStore().state.phase).toBe('idle')
})

it('measures the offset to the server\'s clock', () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-23T07:59:30.000Z') })
  const session = useLiveSessionStore()
  session.serverSaid(snapshot('open'))
  expect(session.clockOffsetMs).toBe(30_000)
  vi.useRealTimers()
})

it('keeps the peak number of viewers until another lesson is entered', () => {
  const session = useLiveSessionStore()
  session.enter('l', usePusherStore())
  session.serverSaid(snapshot('live', 12))
  session.viewersAre(30)
  session.viewersAre(9)
  expect(session.snapshot?.viewers).toBe(9)
  expect(session.snapshot?.peakViewers).toBe(30)
  session.enter('m', usePusherStore())
  expect(session.snapshot).toBeUndefined()
})

it('logs each phase change once', () => {
  const session = useLiveSessionStore()
  session.enter('l', usePlayerStore())
  session.serverSaid(snapshot('live'))
  usePlayerStore().dispatch({ type: 'reported', event: 'CONNECTED' })
  usePlayerStore().dispatch({ type: 'reported', event: 'PLAYING' })
  expect(written.mock.calls.flat()).toEqual([
    '[kaike] player: idle -> connecting (serverSaid)',
    '[kaike] player: connecting -> live (PLAYING)',
  ])
})
