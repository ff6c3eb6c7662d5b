/**
 * What the server and the statistics say about the pusher's media. Codes get lost, statistics are late and the server
 * notices a change seconds after it, so each one confirms or contradicts the others.
 */
import { assertNever } from '@contract/kernel/assert-never'
import { ask, degrade, fail, flow, isFlowing, wait, withoutDoubts } from './state'
import type { FlowState, PusherState, ServerWord } from './state'
import type { NextDelayMs } from '@/features/recovery/rules/ladder'

const isOver = (word: ServerWord): boolean => word === 'ended' || word === 'cancelled'

/** The server knows the class and receives nothing from this device. */
export const isUnseenBy = (word: ServerWord | undefined): boolean => word !== undefined && word !== 'live'

/** A message of the server, solicited or not. The word of before is still in `state.server`. */
export function onServer(state: PusherState, word: ServerWord): PusherState {
  if (isOver(word)) return state.phase === 'ended' || state.phase === 'idle' ? state : { phase: 'ended' }
  const isNews = word !== state.server
  switch (state.phase) {
    case 'live':
    case 'degraded':
      if (word === 'live') return seen(state)
      return isNews && !isUnseen(state) ? degrade(state, 'unseen') : state
    case 'connecting':
      // The teacher's own press takes the class over; a try of the machine does not.
      if (word === 'elsewhere') return state.attempt > 0 ? ask(state) : state
      return isArrival(state, word) ? flow(state) : state
    case 'platform-reconnecting':
      if (word === 'elsewhere') return ask(state)
      return isArrival(state, word) ? flow(state) : state
    // The component has given up: what the server says was before.
    case 'waiting': return word === 'elsewhere' ? ask(state) : state
    case 'interrupted': return state.by === 'background' && isArrival(state, word) ? { phase: 'live' } : state
    case 'asking':
    case 'idle':
    case 'preflight':
    case 'taken-over':
    case 'failed':
    case 'refused':
    case 'ended':
      return state
    default: return assertNever(state)
  }
}

/** The server was without this stream and now receives it. A mere repetition may be about the lost connection. */
const isArrival = (state: PusherState, word: ServerWord): boolean => word === 'live' && isUnseenBy(state.server)

const isUnseen = (state: PusherState): boolean => state.phase === 'degraded' && state.by === 'unseen'

/** Its failures still count until it has run for a while. */
function seen(state: FlowState): PusherState {
  return isUnseen(state) ? flow(state) : state
}

/** The answer to `ask-server`. */
export function onAnswer(state: PusherState, word: ServerWord, nextDelayMs: NextDelayMs): PusherState {
  if (state.phase === 'asking') return onAnswerWhenClosed(state, word, nextDelayMs)
  if (!isFlowing(state) || isOver(word) || word === 'live') return onServer(withoutDoubts(state), word)
  return word === 'elsewhere' ? { phase: 'taken-over' } : lost(state, word, nextDelayMs)
}

function onAnswerWhenClosed(
  state: PusherState & { phase: 'asking' }, word: ServerWord, nextDelayMs: NextDelayMs,
): PusherState {
  if (isOver(word)) return { phase: 'ended' }
  if (word === 'elsewhere') return { phase: 'taken-over' }
  // The component has healed itself meanwhile.
  if (word === 'live' && state.isBack) return flow(state)
  return wait(state, 'SERVER_CLOSED', nextDelayMs(state.attempt, 'start'))
}

/**
 * For some seconds the server has not received what the component reports to send. Its word may be old, so it is asked;
 * without an answer the push starts again.
 */
export function onStillUnseen(state: PusherState, nextDelayMs: NextDelayMs): PusherState {
  if (state.phase !== 'live' && state.phase !== 'degraded') return state
  if (!isUnseen(state) && !isUnseenBy(state.server)) return state
  if (state.server === 'elsewhere') return ask(state)
  return state.doubts ? lost(state, state.server, nextDelayMs) : { ...state, doubts: 1 }
}

/** Without a live session on the server, a new one is asked for. */
const lost = (state: PusherState, word: ServerWord | undefined, nextDelayMs: NextDelayMs): PusherState =>
  fail(state, 'UNSEEN', word === 'open' || word === 'scheduled' ? 'new-url' : 'restart', nextDelayMs)

/** The statistics show that media leaves the device: the report of it may have got lost. */
export function onMediaFlows(state: PusherState): PusherState {
  switch (state.phase) {
    case 'connecting':
    case 'platform-reconnecting':
      return flow(state)
    case 'waiting': return state.server === 'live' ? flow(state) : state
    case 'interrupted': return state.by === 'background' ? { phase: 'live' } : state
    case 'asking': return state.isBack ? state : { ...state, isBack: true }
    case 'live':
    case 'degraded':
    case 'preflight':
      return state
    case 'idle':
    case 'taken-over':
    case 'failed':
    case 'refused':
    case 'ended':
      return { ...state, stray: (state.stray ?? 0) + 1 }
    default: return assertNever(state)
  }
}

/**
 * The statistics show no media. A class with closed camera and microphone sends next to nothing, so the server decides:
 * it is asked, unless it has said the same already.
 */
export function onMediaMissing(state: PusherState, nextDelayMs: NextDelayMs): PusherState {
  if (state.phase !== 'live' && state.phase !== 'degraded') return state
  if (isUnseenBy(state.server) && state.server !== 'elsewhere') return lost(state, state.server, nextDelayMs)
  return { ...state, doubts: (state.doubts ?? 0) + 1 }
}
