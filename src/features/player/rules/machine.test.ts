import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LessonPhase } from '@contract/lessons/phase'
import { stepPlayer } from './machine'
import type { PlayerInput } from './machine'
import { IDLE_PLAYER, needsStudent } from './state'
import type { PlayerState } from './state'
import { PLAYER_EVENTS } from '@/features/codes/player-events'
import type { Recovery } from '@/features/codes/event-spec'
import type { PlayerEvent } from '@/features/codes/player-events'
import type { NextDelayMs } from '@/features/recovery/rules/ladder'
import { anyPlayerInput } from '../../../../tests/support/traces/any-input'

const delayOf: NextDelayMs = (attempt, kind) => (kind === 'now' ? 0 : attempt * 100)
const step = (state: PlayerState, input: PlayerInput) => stepPlayer(state, input, delayOf)
const after = (...inputs: PlayerInput[]): PlayerState => inputs.reduce(step, IDLE_PLAYER)
const reported = (event: PlayerEvent): PlayerInput => ({ type: 'reported', event })
const said = (phase: LessonPhase): PlayerInput => ({ type: 'serverSaid', phase })

const playing = [said('live'), reported('PLAYING')]
const retryDue: PlayerInput = { type: 'retryDue' }

const events = Object.keys(PLAYER_EVENTS) as PlayerEvent[]
const history = fc.array(anyPlayerInput, { maxLength: 40, size: 'max' })

const FIRST = { phase: 'connecting', step: 'new-url', attempt: 0, failures: 0 }

describe('a player', () => {
  it('waits for the teacher, then connects, then shows the picture', () => {
    expect(after(said('scheduled'))).toEqual({ phase: 'waiting-room' })
    expect(after(said('open'), said('live'))).toEqual(FIRST)
    expect(after(said('open'), ...playing)).toEqual({ phase: 'live' })
  })

  it('buffers and is live again', () => {
    expect(after(...playing, reported('BUFFERING'))).toEqual({ phase: 'buffering' })
    expect(after(...playing, reported('BUFFERING'), reported('PLAYING'))).toEqual({ phase: 'live' })
  })

  it('does not interfere with the component\'s own retries', () => {
    expect(after(...playing, reported('RECONNECTING'), reported('RECONNECTING')))
      .toMatchObject({ phase: 'platform-reconnecting', attempt: 0, reports: 2 })
    expect(after(...playing, reported('RECONNECTING'), reported('PLAYING'))).toEqual({ phase: 'live' })
  })

  it('ends an endless loop of them', () => {
    const circle = Array.from({ length: 4 }, () =>
      [reported('READ_WRITE_FAILED'), reported('RECONNECTING'), reported('CONNECTED')]).flat()
    expect(after(...playing, ...circle)).toMatchObject({ phase: 'platform-reconnecting', reports: 8 })
    expect(after(...playing, ...circle, ...circle))
      .toMatchObject({ phase: 'waiting', step: 'new-url', reason: 'SILENT' })
  })

  it.each([
    ['NETWORK_LOST', 'start'], ['PULL_SUSPENDED', 'start'], ['PULL_HALTED', 'start'], ['STREAM_ENDED', 'start'],
    ['ACCELERATED_URL_FAILED', 'new-url'], ['SERVER_REFUSED', 'new-url'],
  ] as const)('tries again after %s, with %s first and growing delays', (event, first) => {
    expect(after(...playing, reported(event)))
      .toMatchObject({ phase: 'waiting', step: first, attempt: 1, delayMs: 100, reason: event })
    expect(after(...playing, reported(event), retryDue, reported('NETWORK_LOST')))
      .toMatchObject({ phase: 'waiting', step: 'new-url', attempt: 2, delayMs: 200 })
    expect(after(...playing, reported(event), retryDue, reported('NETWORK_LOST'), retryDue, reported('NETWORK_LOST')))
      .toMatchObject({ step: 'rebuild' })
  })

  it('tries again when the component stays silent', () => {
    expect(after(said('live'), { type: 'stalled' })).toMatchObject({ phase: 'waiting', step: 'new-url' })
    expect(after(...playing, reported('BUFFERING'), { type: 'stalled' }).phase).toBe('waiting')
    expect(after(...playing, { type: 'stalled' }).phase).toBe('waiting')
  })

  it('is live when a component that counted as lost plays', () => {
    expect(after(said('live'), { type: 'stalled' }, reported('PLAYING'))).toMatchObject({ phase: 'live' })
  })

  it('keeps the reason when watching is refused or not possible', () => {
    expect(after(said('live'), { type: 'watchRefused', code: 'NOT_FOUND' }))
      .toEqual({ phase: 'refused', code: 'NOT_FOUND' })
    expect(after(said('live'), { type: 'urlUnplayable' })).toEqual({ phase: 'failed', reason: 'URL_UNPLAYABLE' })
    expect(after(said('live'), { type: 'deviceUnfit' })).toEqual({ phase: 'failed', reason: 'DEVICE_UNFIT' })
    expect(after(...playing, { type: 'urlUnplayable' })).toEqual({ phase: 'live' })
    expect(after(...playing, reported('HEVC_DECODE_FAILED'))).toEqual({ phase: 'failed', reason: 'HEVC_DECODE_FAILED' })
    expect(after(...playing, reported('HEVC_DECODE_FAILED'), { type: 'networkRestored' }).phase).toBe('failed')
  })

  it('offers a button after six failures, and gives up after a hundred', () => {
    const failing = (times: number) =>
      after(...playing, ...Array.from({ length: times }, () => [reported('NETWORK_LOST'), retryDue]).flat())
    expect(needsStudent(failing(5))).toBe(false)
    expect(needsStudent(failing(6))).toBe(true)
    expect(step(failing(6), { type: 'retryRequested' })).toEqual(FIRST)
    expect(failing(101)).toEqual({ phase: 'failed', reason: 'NETWORK_LOST' })
    expect(step(failing(101), { type: 'retryRequested' })).toEqual(FIRST)
    expect(step(failing(101), { type: 'networkRestored' })).toEqual({ ...FIRST, attempt: 1 })
    expect(stepPlayer(failing(101), { type: 'networkRestored' }, () => 4_000))
      .toMatchObject({ phase: 'waiting', delayMs: 4_000 })
  })

  it('ignores a retry request while it plays', () => {
    expect(after(...playing, { type: 'retryRequested' })).toEqual({ phase: 'live' })
  })
})

describe('a report leads to the phase that its recovery says', () => {
  const phasesByRecovery: Record<Recovery, PlayerState['phase'][]> = {
    'none': ['live'],
    'platform-retries': ['platform-reconnecting', 'buffering'],
    'restart': ['waiting'],
    'rebuild': ['waiting'],
    'new-url': ['waiting'],
    'ask-user': ['failed'],
    'end': ['failed'],
  }

  it.each(events.filter(event => event !== 'STREAM_ENDED'))('%s', event => {
    expect(phasesByRecovery[PLAYER_EVENTS[event].recovery]).toContain(after(...playing, reported(event)).phase)
  })

  it('waits after STREAM_ENDED, because the server has not confirmed the end', () => {
    expect(after(...playing, reported('STREAM_ENDED')).phase).toBe('waiting')
  })
})

describe('a player whose teacher is away', () => {
  const away = [...playing, said('interrupted')]

  it('keeps a connection that continues by itself', () => {
    expect(after(...away)).toEqual({ phase: 'interrupted', connection: 'flowing' })
    expect(after(...away, said('live'))).toEqual({ phase: 'live' })
    expect(after(...away, reported('BUFFERING'), said('live'))).toEqual({ phase: 'buffering' })
    expect(after(...away, reported('BUFFERING'), reported('PLAYING'), said('live'))).toEqual({ phase: 'live' })
  })

  it('does not try while the teacher is away, and connects at once afterwards', () => {
    const lost = [...away, reported('BUFFERING'), reported('RECONNECTING'), reported('NETWORK_LOST')]
    expect(after(...lost)).toEqual({ phase: 'interrupted', connection: 'lost' })
    expect(after(...lost, retryDue, { type: 'pageShown' })).toEqual({ phase: 'interrupted', connection: 'lost' })
    expect(after(...lost, said('live'))).toEqual(FIRST)
  })

  it('counts a connection as lost when it ends without BUFFERING', () => {
    for (const event of ['NETWORK_LOST', 'PULL_SUSPENDED', 'STREAM_ENDED', 'RECONNECTING'] as const) {
      expect(after(...away, reported(event))).toEqual({ phase: 'interrupted', connection: 'lost' })
    }
  })

  it('connects when the teacher is back, also after joining late', () => {
    expect(after(said('interrupted'), said('live'))).toEqual(FIRST)
  })

  it('goes back to the waiting room when the class may be started again', () => {
    expect(after(...away, said('open'))).toEqual({ phase: 'waiting-room' })
  })
})

describe('for any inputs', () => {
  it.each(['ended', 'cancelled'] as const)('ends by the server\'s "%s"', phase => {
    fc.assert(fc.property(history, inputs => {
      expect(step(after(...inputs), said(phase))).toMatchObject({ phase: 'ended' })
    }))
  })

  it('does not end by a report of the component', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...events).map(reported)), reports => {
      expect(after(said('live'), ...reports).phase).not.toBe('ended')
    }))
  })

  it('is never inactive while the class is on air', () => {
    fc.assert(fc.property(history, inputs => {
      const { phase } = step(after(...inputs), said('live'))
      expect(['connecting', 'live', 'buffering', 'platform-reconnecting', 'waiting', 'failed', 'refused'])
        .toContain(phase)
    }))
  })

  it('can be live again after any failure except a refusal', () => {
    fc.assert(fc.property(history, inputs => {
      const state = step(after(...inputs), said('live'))
      if (state.phase === 'refused') return
      const healing: PlayerInput[] = [{ type: 'retryRequested' }, retryDue, reported('PLAYING')]
      expect(healing.reduce(step, state).phase).toBe('live')
    }))
  })

  it('returns the same state object when nothing changes', () => {
    fc.assert(fc.property(history, anyPlayerInput, (inputs, input) => {
      const state = after(...inputs)
      const next = step(state, input)
      if (JSON.stringify(next) === JSON.stringify(state)) expect(next).toBe(state)
    }))
  })
})
