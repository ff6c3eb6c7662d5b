import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LESSON_PHASES } from '@contract/live'
import { IDLE_PUSHER, stepPusher } from './pusher-machine'
import type { PusherInput, PusherState } from './pusher-machine'
import { PUSHER_EVENTS } from './pusher-events'
import type { PusherEvent } from './pusher-events'

const delayOf = (attempt: number) => attempt * 100
const step = (state: PusherState, input: PusherInput) => stepPusher(state, input, delayOf)
const after = (...inputs: PusherInput[]): PusherState => inputs.reduce(step, IDLE_PUSHER)
const reported = (event: PusherEvent): PusherInput => ({ type: 'reported', event })

const start: PusherInput = { type: 'startRequested' }
const live = [start, reported('PUSH_STARTED')]
const lost = [...live, reported('RECONNECTING'), reported('NETWORK_LOST')]

const events = Object.keys(PUSHER_EVENTS) as PusherEvent[]
const anyInput: fc.Arbitrary<PusherInput> = fc.oneof(
  fc.constantFrom<PusherInput>(
    start, { type: 'stopRequested' }, { type: 'retryDue' }, { type: 'startUnreachable' }, { type: 'serverUnreachable' }, { type: 'stalled' },
    { type: 'networkRestored' }, { type: 'pageShown' }, { type: 'callEnded' }, { type: 'startRefused', code: 'LESSON_NOT_OPEN' },
  ),
  fc.constantFrom(...events).map(reported),
  fc.constantFrom(...LESSON_PHASES).map(phase => ({ type: 'serverSaid', phase } as const)),
  fc.constantFrom(...LESSON_PHASES).map(phase => ({ type: 'serverAnswered', phase } as const)),
)
const history = fc.array(anyInput, { maxLength: 40 })

describe('a push', () => {
  it('is live only when the server has accepted it', () => {
    expect(after(start)).toEqual({ phase: 'connecting', attempt: 0 })
    expect(after(start, reported('CONNECTED'), reported('CAMERA_OPENED'))).toEqual({ phase: 'connecting', attempt: 0 })
    expect(after(...live)).toEqual({ phase: 'live' })
  })

  it('leaves the component\'s own retries alone', () => {
    expect(after(...live, reported('RECONNECTING'), reported('CONNECT_FAILED'))).toEqual({ phase: 'platform-reconnecting', attempt: 0 })
    expect(after(...live, reported('RECONNECTING'), reported('PUSH_STARTED'))).toEqual({ phase: 'live' })
  })

  it('tries with a fresh URL when the component gave up, and again, ever later', () => {
    expect(after(...lost)).toEqual({ phase: 'waiting', attempt: 1, delayMs: 100 })
    expect(after(...lost, { type: 'retryDue' })).toEqual({ phase: 'connecting', attempt: 1 })
    expect(after(...lost, { type: 'retryDue' }, { type: 'startUnreachable' })).toEqual({ phase: 'waiting', attempt: 2, delayMs: 200 })
  })

  it('counts from one again after it was live', () => {
    const again: PusherInput[] = [...lost, { type: 'retryDue' }, { type: 'stalled' }, { type: 'retryDue' }, reported('PUSH_STARTED')]
    expect(after(...again, reported('NETWORK_LOST'))).toEqual({ phase: 'waiting', attempt: 1, delayMs: 100 })
  })

  it('does not wait for its turn when the network is back or the page is shown', () => {
    expect(after(...lost, { type: 'networkRestored' }).phase).toBe('connecting')
    expect(after(...lost, { type: 'pageShown' }).phase).toBe('connecting')
  })

  it('ignores a late "started" of a component that was stopped', () => {
    expect(after(...lost, reported('PUSH_STARTED')).phase).toBe('waiting')
  })

  it('says why the class may not start', () => {
    expect(after(start, { type: 'startRefused', code: 'LESSON_NOT_OPEN' })).toEqual({ phase: 'refused', code: 'LESSON_NOT_OPEN' })
  })

  it('fails without a camera for the first reason given, and starts once that is mended', () => {
    const denied = [start, reported('CAMERA_DENIED'), reported('CAMERA_FAILED')]
    expect(after(...denied)).toEqual({ phase: 'failed', reason: 'CAMERA_DENIED' })
    expect(after(...denied, start)).toEqual({ phase: 'connecting', attempt: 0 })
  })

  it('does not fail before it was started: a preview without a camera stops nobody from using another program', () => {
    expect(after(reported('CAMERA_DENIED'))).toBe(IDLE_PUSHER)
  })
})

describe('a push that the server closed', () => {
  const closed = [...live, reported('SERVER_CLOSED')]

  it('was taken over when somebody is live all the same', () => {
    expect(after(...closed)).toEqual({ phase: 'asking' })
    expect(after(...closed, { type: 'serverAnswered', phase: 'live' })).toEqual({ phase: 'taken-over' })
  })

  it('is never taken for taken over by an older word of the server', () => {
    expect(after(...closed, { type: 'serverSaid', phase: 'live' })).toEqual({ phase: 'asking' })
  })

  it('comes back when nobody is live, and when nobody answers', () => {
    expect(after(...closed, { type: 'serverAnswered', phase: 'interrupted' }).phase).toBe('connecting')
    expect(after(...closed, { type: 'serverUnreachable' }).phase).toBe('waiting')
  })

  it('does not fight for the class: only the teacher takes it back', () => {
    const takenOver = after(...closed, { type: 'serverAnswered', phase: 'live' })
    for (const event of events) expect(step(takenOver, reported(event))).toBe(takenOver)
    expect(step(takenOver, start).phase).toBe('connecting')
  })
})

describe('a push that WeChat interrupts', () => {
  it('waits for the end of the call, and a second for the microphone', () => {
    const calling = after(...live, reported('CALL_INTERRUPTED'))
    expect(calling).toEqual({ phase: 'interrupted', by: 'call' })
    expect(step(calling, { type: 'pageShown' })).toBe(calling)
    expect(step(calling, { type: 'callEnded' })).toEqual({ phase: 'waiting', attempt: 1, delayMs: 1_000 })
  })

  it('starts again when the page is shown', () => {
    expect(after(...live, reported('APP_SUSPENDED'))).toEqual({ phase: 'interrupted', by: 'background' })
    expect(after(...live, reported('APP_SUSPENDED'), { type: 'pageShown' }).phase).toBe('connecting')
  })

  it('is live when WeChat carried on by itself', () => {
    expect(after(...live, reported('CALL_INTERRUPTED'), reported('PUSH_STARTED'))).toEqual({ phase: 'live' })
  })
})

describe('whatever happens', () => {
  it.each(['ended', 'cancelled'] as const)('the server\'s "%s" ends it', phase => {
    fc.assert(fc.property(history, inputs => {
      const before = after(...inputs)
      const { phase: now } = step(before, { type: 'serverSaid', phase })
      expect(now).toBe(before.phase === 'idle' ? 'idle' : 'ended')
    }))
  })

  it('a lost stream never ends the class', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...events).map(reported)), reports => {
      expect(after(start, ...reports).phase).not.toBe('ended')
    }))
  })

  it('there is a way back to live that the teacher can press', () => {
    fc.assert(fc.property(history, inputs => {
      const started = [start, { type: 'retryDue' } as const, { type: 'callEnded' } as const, { type: 'serverUnreachable' } as const, { type: 'retryDue' } as const]
      expect([...started, reported('PUSH_STARTED')].reduce(step, after(...inputs)).phase).toBe('live')
    }))
  })

  it('a fact that means nothing returns the same state', () => {
    fc.assert(fc.property(history, anyInput, (inputs, input) => {
      const state = after(...inputs)
      const next = step(state, input)
      if (JSON.stringify(next) === JSON.stringify(state)) expect(next).toBe(state)
    }))
  })

  it('every wait has a length and a number', () => {
    fc.assert(fc.property(history, inputs => {
      const state = after(...inputs)
      if (state.phase !== 'waiting') return
      expect(state.attempt).toBeGreaterThan(0)
      expect(state.delayMs).toBeGreaterThan(0)
    }))
  })
})
