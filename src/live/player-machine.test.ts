import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LESSON_PHASES } from '@contract/live'
import type { LessonPhase } from '@contract/live'
import { IDLE_PLAYER, stepPlayer } from './player-machine'
import type { PlayerInput, PlayerState } from './player-machine'
import { PLAYER_EVENTS } from './player-events'
import type { PlayerEvent } from './player-events'

const step = (state: PlayerState, input: PlayerInput) => stepPlayer(state, input, attempt => attempt * 100)
const after = (...inputs: PlayerInput[]): PlayerState => inputs.reduce(step, IDLE_PLAYER)
const reported = (event: PlayerEvent): PlayerInput => ({ type: 'reported', event })
const said = (phase: LessonPhase): PlayerInput => ({ type: 'serverSaid', phase })

const playing = [said('live'), reported('PLAYING')]
const retryDue: PlayerInput = { type: 'retryDue' }

const events = Object.keys(PLAYER_EVENTS) as PlayerEvent[]
const anyInput: fc.Arbitrary<PlayerInput> = fc.oneof(
  fc.constantFrom<PlayerInput>(
    retryDue, { type: 'stalled' }, { type: 'watchUnreachable' }, { type: 'networkRestored' }, { type: 'pageShown' }, { type: 'left' },
    { type: 'watchRefused', code: 'NOT_FOUND' },
  ),
  fc.constantFrom(...events).map(reported),
  fc.constantFrom(...LESSON_PHASES).map(said),
)
const history = fc.array(anyInput, { maxLength: 40 })

describe('a player', () => {
  it('waits for the teacher, then connects, then shows the picture', () => {
    expect(after(said('scheduled'))).toEqual({ phase: 'waiting-room' })
    expect(after(said('open'), said('live'))).toEqual({ phase: 'connecting', attempt: 0 })
    expect(after(said('open'), ...playing)).toEqual({ phase: 'live' })
  })

  it('buffers and goes on', () => {
    expect(after(...playing, reported('BUFFERING'))).toEqual({ phase: 'buffering' })
    expect(after(...playing, reported('BUFFERING'), reported('PLAYING'))).toEqual({ phase: 'live' })
  })

  it('leaves the component\'s own retries alone', () => {
    expect(after(...playing, reported('RECONNECTING'), reported('RECONNECTING'))).toEqual({ phase: 'platform-reconnecting', attempt: 0 })
    expect(after(...playing, reported('RECONNECTING'), reported('PLAYING'))).toEqual({ phase: 'live' })
  })

  it.each(['NETWORK_LOST', 'STREAM_ENDED', 'PULL_SUSPENDED', 'ACCELERATED_URL_FAILED'] as const)('tries with a fresh URL after %s, ever later', event => {
    expect(after(...playing, reported(event))).toEqual({ phase: 'waiting', attempt: 1, delayMs: 100 })
    expect(after(...playing, reported(event), retryDue, reported(event))).toEqual({ phase: 'waiting', attempt: 2, delayMs: 200 })
  })

  it('does not wait for ever for a component that says nothing', () => {
    expect(after(said('live'), { type: 'stalled' }).phase).toBe('waiting')
    expect(after(...playing, reported('BUFFERING'), { type: 'stalled' }).phase).toBe('waiting')
    expect(after(...playing, { type: 'stalled' }).phase).toBe('live')
  })

  it('says why this person may not watch', () => {
    expect(after(said('live'), { type: 'watchRefused', code: 'NOT_FOUND' })).toEqual({ phase: 'refused', code: 'NOT_FOUND' })
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
    expect(after(...lost, said('live'))).toEqual({ phase: 'connecting', attempt: 0 })
  })

  it('came late and connects when the teacher is back', () => {
    expect(after(said('interrupted'), said('live'))).toEqual({ phase: 'connecting', attempt: 0 })
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
      expect(['connecting', 'live', 'buffering', 'platform-reconnecting', 'waiting', 'refused']).toContain(phase)
    }))
  })

  it('a picture is on its way again after any loss that is not refused', () => {
    fc.assert(fc.property(history, inputs => {
      const state = step(after(...inputs), said('live'))
      if (state.phase === 'refused') return
      expect([{ type: 'stalled' } as const, retryDue, reported('PLAYING')].reduce(step, state).phase).toBe('live')
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
