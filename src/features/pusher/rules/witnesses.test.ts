import { describe, expect, it } from 'vitest'
import type { NextDelayMs } from '@/features/recovery/rules/ladder'
import type { PusherState, ServerWord } from './state'
import { isUnseenBy, onAnswer, onMediaFlows, onMediaMissing, onServer, onStillUnseen } from './witnesses'

const delayOf: NextDelayMs = (attempt, kind) => (kind === 'now' ? 0 : attempt * 100)

/** The second failure's try. */
const TRY = { step: 'restart', attempt: 2, failures: 2 } as const
const FAILED = { step: 'start', attempt: 1, failures: 1 } as const

const live = (server?: ServerWord): PusherState => ({ phase: 'live', ...(server && { server }) })
const unproven = (server?: ServerWord): PusherState => ({ phase: 'live', unproven: TRY, ...(server && { server }) })
const unseen = (server: ServerWord): PusherState => ({ phase: 'degraded', by: 'unseen', reports: 1, server })
const busy = (server?: ServerWord): PusherState =>
  ({ phase: 'degraded', by: 'network', reports: 1, unproven: TRY, ...(server && { server }) })
const connecting = (attempt: number, server?: ServerWord): PusherState =>
  ({ phase: 'connecting', ...TRY, attempt, ...(server && { server }) })
const reconnecting = (server?: ServerWord): PusherState =>
  ({ phase: 'platform-reconnecting', ...TRY, reports: 1, ...(server && { server }) })
const waiting = (server?: ServerWord): PusherState =>
  ({ phase: 'waiting', ...TRY, delayMs: 700, reason: 'NETWORK_LOST', ...(server && { server }) })
const asking: PusherState = { phase: 'asking', ...TRY }
const background: PusherState = { phase: 'interrupted', by: 'background', server: 'interrupted' }
const call: PusherState = { phase: 'interrupted', by: 'call', server: 'interrupted' }

/** Phases in which nothing may run. */
const STILL: readonly PusherState[] = [
  { phase: 'idle' }, { phase: 'taken-over' }, { phase: 'failed', reason: 'CAMERA_FAILED' },
  { phase: 'refused', code: 'LESSON_NOT_OPEN' }, { phase: 'ended' },
]
const PREVIEW: PusherState = { phase: 'preflight', trouble: null }

describe('the server', () => {
  it('is without the stream by every word but "live"', () => {
    for (const word of ['scheduled', 'open', 'interrupted', 'ended', 'cancelled', 'elsewhere'] as const) {
      expect(isUnseenBy(word)).toBe(true)
    }
    expect(isUnseenBy('live')).toBe(false)
  })

  it('that has said nothing contradicts nothing', () => {
    expect(isUnseenBy(undefined)).toBe(false)
  })
})

describe('a message of the server', () => {
  it.each(['ended', 'cancelled'] as const)('"%s" ends every phase but idle', word => {
    for (const state of [live(), connecting(1), waiting(), asking, background, PREVIEW]) {
      expect(onServer(state, word)).toEqual({ phase: 'ended' })
    }
    for (const state of [{ phase: 'idle' }, { phase: 'ended', stray: 1 }] as const) {
      expect(onServer(state, word)).toBe(state)
    }
  })

  it('"live" shows that an unseen push is seen', () => {
    expect(onServer(unseen('interrupted'), 'live')).toEqual({ phase: 'live' })
  })

  it('"live" alone does not end the counting of failures', () => {
    for (const state of [unproven('interrupted'), busy('open'), unproven('live'), unproven(), live('interrupted')]) {
      expect(onServer(state, 'live')).toBe(state)
    }
  })

  it('without the stream degrades a flowing push once', () => {
    for (const word of ['open', 'interrupted', 'elsewhere'] as const) {
      expect(onServer(unproven('live'), word))
        .toMatchObject({ phase: 'degraded', by: 'unseen', reports: 1, unproven: TRY })
      expect(onServer(live(word), word)).toEqual(live(word))
      const known = unseen('scheduled')
      expect(onServer(known, word)).toBe(known)
    }
  })

  it('"live" ends a try when the server was without the stream, and not when it repeats itself', () => {
    for (const stateOf of [(server?: ServerWord) => connecting(1, server), reconnecting]) {
      expect(onServer(stateOf('open'), 'live')).toMatchObject({ phase: 'live', unproven: { failures: 2 } })
      for (const state of [stateOf('live'), stateOf()]) expect(onServer(state, 'live')).toBe(state)
      const trying = stateOf('interrupted')
      expect(onServer(trying, 'open')).toBe(trying)
    }
  })

  it('about another device stops a try of the machine, not one of the teacher', () => {
    const asked = { phase: 'asking', step: 'new-url', attempt: 3, failures: 3 }
    for (const state of [connecting(2), reconnecting(), waiting()]) {
      expect(onServer(state, 'elsewhere')).toEqual(asked)
    }
    const pressed = connecting(0)
    expect(onServer(pressed, 'elsewhere')).toBe(pressed)
  })

  it('does not end a wait: it is about the stream before', () => {
    const state = waiting('interrupted')
    expect(onServer(state, 'live')).toBe(state)
  })

  it('"live" ends the background, and not a call', () => {
    expect(onServer(background, 'live')).toEqual({ phase: 'live' })
    for (const word of ['open', 'elsewhere'] as const) expect(onServer(background, word)).toBe(background)
    expect(onServer(call, 'live')).toBe(call)
  })

  it('changes nothing in a question and where nothing runs', () => {
    for (const state of [asking, PREVIEW, ...STILL]) {
      for (const word of ['live', 'elsewhere', 'interrupted'] as const) expect(onServer(state, word)).toBe(state)
    }
  })
})

describe('an answer of the server', () => {
  it('to a closed push says whether another device has the class', () => {
    expect(onAnswer(asking, 'elsewhere', delayOf)).toEqual({ phase: 'taken-over' })
    expect(onAnswer(asking, 'cancelled', delayOf)).toEqual({ phase: 'ended' })
    for (const word of ['live', 'interrupted', 'open'] as const) {
      expect(onAnswer(asking, word, delayOf))
        .toEqual({ phase: 'waiting', ...TRY, delayMs: 200, reason: 'SERVER_CLOSED' })
    }
  })

  it('leaves a push that has healed itself alone only when the server sees it', () => {
    const back: PusherState = { ...asking, isBack: true }
    expect(onAnswer(back, 'live', delayOf)).toEqual({ phase: 'live', unproven: TRY })
    expect(onAnswer(back, 'interrupted', delayOf)).toMatchObject({ phase: 'waiting', reason: 'SERVER_CLOSED' })
    expect(onAnswer(back, 'elsewhere', delayOf)).toEqual({ phase: 'taken-over' })
    expect(onAnswer(back, 'ended', delayOf)).toEqual({ phase: 'ended' })
  })

  it('removes the doubts of a push that it sees', () => {
    expect(onAnswer({ phase: 'live', doubts: 2, server: 'live' }, 'live', delayOf)).toEqual(live('live'))
    expect(onAnswer({ ...unseen('open'), doubts: 1 } as PusherState, 'live', delayOf)).toEqual({ phase: 'live' })
  })

  it('starts a push again that it does not see', () => {
    expect(onAnswer({ phase: 'live', doubts: 1 }, 'interrupted', delayOf))
      .toEqual({ phase: 'waiting', step: 'restart', attempt: 1, failures: 1, reason: 'UNSEEN', delayMs: 100 })
    for (const word of ['open', 'scheduled'] as const) {
      expect(onAnswer(busy(), word, delayOf)).toMatchObject({ step: 'new-url', failures: 3, reason: 'UNSEEN' })
    }
  })

  it('about another device ends a flowing push, and the class may be over', () => {
    expect(onAnswer(live(), 'elsewhere', delayOf)).toEqual({ phase: 'taken-over' })
    expect(onAnswer(live(), 'ended', delayOf)).toEqual({ phase: 'ended' })
  })

  it('in any other phase is a message like others', () => {
    expect(onAnswer(connecting(1, 'open'), 'live', delayOf)).toMatchObject({ phase: 'live' })
    const state = waiting()
    expect(onAnswer(state, 'live', delayOf)).toBe(state)
  })
})

describe('a push that the server still does not receive', () => {
  it('is asked about first, and starts again without an answer', () => {
    const doubted = onStillUnseen(unseen('interrupted'), delayOf)
    expect(doubted).toMatchObject({ phase: 'degraded', by: 'unseen', doubts: 1 })
    expect(onStillUnseen(doubted, delayOf)).toMatchObject({ phase: 'waiting', step: 'restart', reason: 'UNSEEN' })
  })

  it('is asked about although a device is missing too', () => {
    const state: PusherState = { phase: 'degraded', by: 'camera', reports: 1, server: 'open' }
    expect(onStillUnseen(state, delayOf)).toEqual({ ...state, doubts: 1 })
  })

  it('is stopped before the question when another device sends', () => {
    expect(onStillUnseen(unseen('elsewhere'), delayOf)).toMatchObject({ phase: 'asking', step: 'new-url' })
  })

  it('may be seen meanwhile, or stopped', () => {
    for (const state of [live('live'), live(), waiting('interrupted'), call]) {
      expect(onStillUnseen(state, delayOf)).toBe(state)
    }
  })
})

describe('statistics with media', () => {
  it('end a try, whose failures still count', () => {
    for (const stateOf of [(server?: ServerWord) => connecting(1, server), reconnecting, unproven]) {
      for (const server of [undefined, 'live', 'interrupted'] as const) {
        expect(onMediaFlows(stateOf(server))).toMatchObject({ phase: 'live', unproven: { failures: 2 } })
      }
    }
    expect(onMediaFlows(unproven('open'))).toEqual(unproven('open'))
  })

  it('say nothing new about a proven or degraded push', () => {
    for (const state of [live(), live('open'), busy(), PREVIEW]) expect(onMediaFlows(state)).toBe(state)
  })

  it('end a wait only with the server\'s "live": some phones report the encoder after a loss', () => {
    expect(onMediaFlows(waiting('live'))).toEqual({ phase: 'live', unproven: TRY })
    for (const state of [waiting(), waiting('interrupted')]) expect(onMediaFlows(state)).toBe(state)
  })

  it('end the background, and not a call', () => {
    expect(onMediaFlows(background)).toEqual({ phase: 'live' })
    expect(onMediaFlows(call)).toBe(call)
  })

  it('keep the component from being stopped before the server has answered', () => {
    const back = onMediaFlows(asking)
    expect(back).toEqual({ ...asking, isBack: true })
    expect(onMediaFlows(back)).toBe(back)
  })

  it('where nothing may run are counted, so that each sign stops the stream again', () => {
    for (const state of STILL) {
      const once = onMediaFlows(state)
      expect(once).toEqual({ ...state, stray: 1 })
      expect(onMediaFlows(once)).toEqual({ ...state, stray: 2 })
    }
  })
})

describe('statistics without media', () => {
  it('together with the server\'s word start the push again at once', () => {
    expect(onMediaMissing(live('interrupted'), delayOf)).toEqual({ ...FAILED, phase: 'waiting', step: 'restart',
      reason: 'UNSEEN', delayMs: 100 })
    expect(onMediaMissing(busy('open'), delayOf)).toMatchObject({ phase: 'waiting', step: 'new-url', failures: 3 })
  })

  it('alone ask the server each time: a class with closed camera and microphone sends next to nothing', () => {
    for (const state of [live(), live('live'), busy(), unseen('elsewhere')]) {
      const doubted = onMediaMissing(state, delayOf)
      expect(doubted).toEqual({ ...state, doubts: 1 })
      expect(onMediaMissing(doubted, delayOf)).toEqual({ ...state, doubts: 2 })
    }
  })

  it('say nothing about a push that does not flow', () => {
    for (const state of [connecting(1), reconnecting(), waiting(), asking, call, PREVIEW, ...STILL]) {
      expect(onMediaMissing(state, delayOf)).toBe(state)
    }
  })
})
