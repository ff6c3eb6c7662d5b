import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LESSON_PHASES } from '@contract/lessons/phase'
import type { LessonPhase } from '@contract/lessons/phase'
import { stepPlayer } from './machine'
import type { PlayerInput } from './machine'
import { IDLE_PLAYER, needsStudent } from './state'
import type { PlayerState } from './state'
import { PLAYER_EVENTS } from '@/features/codes/player-events'
import type { Recovery } from '@/features/codes/event-spec'
import type { PlayerEvent } from '@/features/codes/player-events'

const step = (state: PlayerState, input: PlayerInput) => stepPlayer(state, input, attempt => attempt * 100)
const after = (...inputs: PlayerInput[]): PlayerState => inputs.reduce(step, IDLE_PLAYER)
const reported = (event: PlayerEvent): PlayerInput => ({ type: 'reported', event })
const said = (phase: LessonPhase): PlayerInput => ({ type: 'serverSaid', phase })

const playing = [said('live'), reported('PLAYING')]
const retryDue: PlayerInput = { type: 'retryDue' }

const events = Object.keys(PLAYER_EVENTS) as PlayerEvent[]
const anyInput: fc.Arbitrary<PlayerInput> = fc.oneof(
  fc.constantFrom<PlayerInput>(
    retryDue, { type: 'stalled' }, { type: 'watchUnreachable' }, { type: 'networkRestored' }, { type: 'pageShown' }, { type: 'left' }, { type: 'retryRequested' }, { type: 'urlUnplayable' },
    { type: 'watchRefused', code: 'NOT_FOUND' },
  ),
  fc.constantFrom(...events).map(reported),
  fc.constantFrom(...LESSON_PHASES).map(said),
)
const history = fc.array(anyInput, { maxLength: 40 })

const FIRST = { phase: 'connecting', step: 'new-url', attempt: 0, failures: 0 }

describe('a player', () => {
  it('waits for the teacher, then connects, then shows the picture', () => {
    expect(after(said('scheduled'))).toEqual({ phase: 'waiting-room' })
    expect(after(said('open'), said('live'))).toEqual(FIRST)
    expect(after(said('open'), ...playing)).toEqual({ phase: 'live' })
  })

  it('buffers and goes on', () => {
    expect(after(...playing, reported('BUFFERING'))).toEqual({ phase: 'buffering' })
    expect(after(...playing, reported('BUFFERING'), reported('PLAYING'))).toEqual({ phase: 'live' })
  })

  it('leaves the component\'s own retries alone', () => {
    expect(after(...playing, reported('RECONNECTING'), reported('RECONNECTING'))).toMatchObject({ phase: 'platform-reconnecting', attempt: 0, reports: 2 })
    expect(after(...playing, reported('RECONNECTING'), reported('PLAYING'))).toEqual({ phase: 'live' })
  })

  it('is not led round in circles by them', () => {
    const circle = Array.from({ length: 4 }, () => [reported('READ_WRITE_FAILED'), reported('RECONNECTING'), reported('CONNECTED')]).flat()
    expect(after(...playing, ...circle)).toMatchObject({ phase: 'platform-reconnecting', reports: 8 })
    expect(after(...playing, ...circle, ...circle)).toMatchObject({ phase: 'waiting', step: 'new-url', reason: 'SILENT' })
  })

  it.each([
    ['NETWORK_LOST', 'start'], ['PULL_SUSPENDED', 'start'], ['PULL_HALTED', 'start'], ['STREAM_ENDED', 'start'],
    ['ACCELERATED_URL_FAILED', 'new-url'], ['SERVER_REFUSED', 'new-url'],
  ] as const)('tries again after %s, with %s first and ever later', (event, first) => {
    expect(after(...playing, reported(event))).toMatchObject({ phase: 'waiting', step: first, attempt: 1, delayMs: 100, reason: event })
    expect(after(...playing, reported(event), retryDue, reported('NETWORK_LOST'))).toMatchObject({ phase: 'waiting', step: 'new-url', attempt: 2, delayMs: 200 })
    expect(after(...playing, reported(event), retryDue, reported('NETWORK_LOST'), retryDue, reported('NETWORK_LOST'))).toMatchObject({ step: 'rebuild' })
  })

  it('does not wait for ever for a component that says nothing', () => {
    expect(after(said('live'), { type: 'stalled' })).toMatchObject({ phase: 'waiting', step: 'new-url' })
    expect(after(...playing, reported('BUFFERING'), { type: 'stalled' }).phase).toBe('waiting')
    expect(after(...playing, { type: 'stalled' }).phase).toBe('waiting')
  })

  it('is live when a component that was thought lost plays', () => {
    expect(after(said('live'), { type: 'stalled' }, reported('PLAYING'))).toEqual({ phase: 'live' })
  })

  it('says why this person may not watch, and what this phone cannot play', () => {
    expect(after(said('live'), { type: 'watchRefused', code: 'NOT_FOUND' })).toEqual({ phase: 'refused', code: 'NOT_FOUND' })
    expect(after(said('live'), { type: 'urlUnplayable' })).toEqual({ phase: 'failed', reason: 'URL_UNPLAYABLE' })
    expect(after(said('live'), { type: 'deviceUnfit' })).toEqual({ phase: 'failed', reason: 'DEVICE_UNFIT' })
    expect(after(...playing, { type: 'urlUnplayable' })).toEqual({ phase: 'live' })
    expect(after(...playing, reported('HEVC_DECODE_FAILED'))).toEqual({ phase: 'failed', reason: 'HEVC_DECODE_FAILED' })
    expect(after(...playing, reported('HEVC_DECODE_FAILED'), { type: 'networkRestored' }).phase).toBe('failed')
  })

  it('offers a button after six failures, tries on, and gives up after a hundred', () => {
    const failing = (times: number) => after(...playing, ...Array.from({ length: times }, () => [reported('NETWORK_LOST'), retryDue]).flat())
    expect(needsStudent(failing(5))).toBe(false)
    expect(needsStudent(failing(6))).toBe(true)
    expect(step(failing(6), { type: 'retryRequested' })).toEqual(FIRST)
    expect(failing(101)).toEqual({ phase: 'failed', reason: 'NETWORK_LOST' })
    expect(step(failing(101), { type: 'retryRequested' })).toEqual(FIRST)
    expect(step(failing(101), { type: 'networkRestored' })).toEqual(FIRST)
  })

  it('is not restarted by a press while it plays', () => {
    expect(after(...playing, { type: 'retryRequested' })).toEqual({ phase: 'live' })
  })
})

describe('a report is treated as its row of the table says', () => {
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

  it('but for STREAM_ENDED, which the server has not confirmed', () => {
    expect(after(...playing, reported('STREAM_ENDED')).phase).toBe('waiting')
  })
})

describe('a player whose teacher is away', () => {
  const away = [...playing, said('interrupted')]

  it('keeps a connection that carries on by itself', () => {
    expect(after(...away)).toEqual({ phase: 'interrupted', connection: 'flowing' })
    expect(after(...away, said('live'))).toEqual({ phase: 'live' })
    expect(after(...away, reported('BUFFERING'), said('live'))).toEqual({ phase: 'buffering' })
    expect(after(...away, reported('BUFFERING'), reported('PLAYING'), said('live'))).toEqual({ phase: 'live' })
  })

  it('tries nothing while the server has nothing to play, and at once when it has', () => {
    const lost = [...away, reported('BUFFERING'), reported('RECONNECTING'), reported('NETWORK_LOST')]
    expect(after(...lost)).toEqual({ phase: 'interrupted', connection: 'lost' })
    expect(after(...lost, retryDue, { type: 'pageShown' })).toEqual({ phase: 'interrupted', connection: 'lost' })
    expect(after(...lost, said('live'))).toEqual(FIRST)
  })

  it('knows a connection that ended without a word before it as lost', () => {
    for (const event of ['NETWORK_LOST', 'PULL_SUSPENDED', 'STREAM_ENDED', 'RECONNECTING'] as const) {
      expect(after(...away, reported(event))).toEqual({ phase: 'interrupted', connection: 'lost' })
    }
  })

  it('came late and connects when the teacher is back', () => {
    expect(after(said('interrupted'), said('live'))).toEqual(FIRST)
  })

  it('goes back to the waiting room when the class may be started again', () => {
    expect(after(...away, said('open'))).toEqual({ phase: 'waiting-room' })
  })
})

describe('whatever happens', () => {
  it.each(['ended', 'cancelled'] as const)('the server\'s "%s" ends it', phase => {
    fc.assert(fc.property(history, inputs => {
      expect(step(after(...inputs), said(phase))).toEqual({ phase: 'ended' })
    }))
  })

  it('no report of the component ends the class', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...events).map(reported)), reports => {
      expect(after(said('live'), ...reports).phase).not.toBe('ended')
    }))
  })

  it('a class on air never leaves a player doing nothing', () => {
    fc.assert(fc.property(history, inputs => {
      const { phase } = step(after(...inputs), said('live'))
      expect(['connecting', 'live', 'buffering', 'platform-reconnecting', 'waiting', 'failed', 'refused']).toContain(phase)
    }))
  })

  it('a picture is on its way again after any loss that is not refused', () => {
    fc.assert(fc.property(history, inputs => {
      const state = step(after(...inputs), said('live'))
      if (state.phase === 'refused') return
      const healing: PlayerInput[] = [{ type: 'retryRequested' }, retryDue, reported('PLAYING')]
      expect(healing.reduce(step, state).phase).toBe('live')
    }))
  })

  it('a fact that means nothing returns the same state', () => {
    fc.assert(fc.property(history, anyInput, (inputs, input) => {
      const state = after(...inputs)
      const next = step(state, input)
      if (JSON.stringify(next) === JSON.stringify(state)) expect(next).toBe(state)
    }))
  })
})
