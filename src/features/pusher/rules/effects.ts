/** The effect of each state of the pusher. */
import { assertNever } from '@contract/kernel/assert-never'
import { mayNotCommand } from '@/features/recovery/rules/effects'
import type { Circumstances, Effect } from '@/features/recovery/rules/effects'
import type { PusherInput } from './machine'
import { isCommandOnly } from '@/features/recovery/rules/ladder'
import type { FlowState, PusherState, Tries } from './state'
import { isUnseenBy } from './witnesses'

export type PusherCommand =
  | { type: 'preview' }
  /** `wakesCapture`: `wake` after the start. */
  | { type: 'start', wakesCapture: boolean }
  /** Pauses and resumes, so that iOS returns the camera after a call. */
  | { type: 'wake' }
  /** WeChat refuses it when nothing runs; that is not a failure. */
  | { type: 'stop' }
  | { type: 'sleep', forMs: number }
  | { type: 'rebuild' }
  /**
   * Requests a push URL and gives it to the component. `takesOver`: a person has asked for it, so it may replace
   * another device of the teacher.
   */
  | { type: 'fetch-url', takesOver: boolean }
  /** Asks the server whether another device sends. */
  | { type: 'ask-server' }

export type PusherEffect = Effect<PusherCommand, PusherInput>

const NOTHING: PusherEffect = { commands: [] }

/** Longer than the component's own three retries. */
export const STALLED_AFTER_MS = 20_000
/** A component that takes the command reports or sends statistics within 2 s. */
const FIRST_SIGN_WITHIN_MS = 10_000
/** Pause between stop and start of a failed component. */
const REST_MS = 1_000
/** The server notices a lost stream a moment later than the component. */
const ASK_AFTER_MS = 400
/** The component repeats 1101 and similar codes while the condition lasts. */
export const CALM_AFTER_MS = 10_000
/** The server normally receives the stream within 2 s. */
const UNSEEN_AFTER_MS = 8_000
/** A push that the server receives for this long flows, and one that nobody contradicts for this long. */
const PROVEN_AFTER_MS = { seen: 10_000, uncontradicted: 30_000 }
/** Longer than a request to the server may take, with its renewal of the sign-in. */
const ANSWER_WITHIN_MS = 25_000
/** The camera normally opens within 2 s. */
const PREVIEW_WITHIN_MS = 10_000
/** Time between two tries while a call lasts or its end is not reported. */
const CALL_CHECK_MS = 30_000
/** Code 5000 may arrive after the page is shown again. */
const LATE_SUSPENSION_MS = 1_500

function beforeStart({ step, attempt }: Tries): readonly PusherCommand[] {
  switch (step) {
    case 'start': return []
    case 'restart': return [{ type: 'sleep', forMs: REST_MS }]
    case 'rebuild': return [{ type: 'rebuild' }]
    case 'new-url': return [{ type: 'fetch-url', takesOver: attempt === 0 }]
    default: return assertNever(step)
  }
}

const STOP: PusherEffect = { commands: [{ type: 'stop' }] }
const after = (delayMs: number, input: PusherInput): PusherEffect => ({ commands: [], timer: { delayMs, input } })

export function pusherEffect(state: PusherState, circumstances: Circumstances): PusherEffect {
  if (mayNotCommand(circumstances)) return NOTHING
  switch (state.phase) {
    case 'preflight':
      return state.trouble === null && !state.isOpen
        ? { commands: [{ type: 'preview' }], timer: { delayMs: PREVIEW_WITHIN_MS, input: { type: 'stalled' } } }
        : NOTHING
    case 'connecting': {
      if (!circumstances.isOnline) return NOTHING
      // Android starts a push again only after a stop.
      const commands: PusherCommand[] = [
        { type: 'stop' }, ...beforeStart(state),
        { type: 'start', wakesCapture: state.after === 'call' && circumstances.isIos },
      ]
      if (state.isLate) return after(STALLED_AFTER_MS - FIRST_SIGN_WITHIN_MS, { type: 'stalled' })
      const delayMs = isCommandOnly(state.step) ? FIRST_SIGN_WITHIN_MS : STALLED_AFTER_MS
      return { commands, timer: { delayMs, input: { type: 'stalled' } } }
    }
    case 'live':
    case 'degraded':
      return whileFlowing(state, circumstances)
    case 'platform-reconnecting': return after(STALLED_AFTER_MS, { type: 'stalled' })
    case 'waiting': return circumstances.isOnline ? after(state.delayMs, { type: 'retryDue' }) : NOTHING
    case 'asking': {
      const first: PusherCommand[] = state.isBack ? [] : [{ type: 'stop' }]
      return {
        commands: [...first, { type: 'sleep', forMs: ASK_AFTER_MS }, { type: 'ask-server' }],
        timer: { delayMs: ANSWER_WITHIN_MS, input: { type: 'serverUnreachable' } },
      }
    }
    case 'interrupted':
      if (!circumstances.isShown) return NOTHING
      return state.by === 'background'
        ? after(LATE_SUSPENSION_MS, { type: 'pageShown' })
        : after(CALL_CHECK_MS, { type: 'callEnded' })
    case 'idle':
    case 'taken-over':
    case 'failed':
    case 'refused':
    case 'ended':
      return STOP
    default: return assertNever(state)
  }
}

function whileFlowing(state: FlowState, circumstances: Circumstances): PusherEffect {
  const effect = watchOf(state, circumstances)
  if (!state.isAfterCall) return effect
  return circumstances.isIos
    ? { ...effect, commands: [{ type: 'wake' }, ...effect.commands] }
    : after(0, { type: 'woken' })
}

const provenAfterMs = ({ server }: FlowState): number =>
  (server === 'live' ? PROVEN_AFTER_MS.seen : PROVEN_AFTER_MS.uncontradicted)

/** The checks of a push that is believed to flow. */
function watchOf(state: FlowState, { isServerHeard = true }: Circumstances): PusherEffect {
  const isUnseen = (state.phase === 'degraded' && state.by === 'unseen') || isUnseenBy(state.server)
  if (isUnseen && isServerHeard) {
    return state.doubts
      ? { commands: [{ type: 'ask-server' }], timer: { delayMs: ANSWER_WITHIN_MS, input: { type: 'stillUnseen' } } }
      : after(UNSEEN_AFTER_MS, { type: 'stillUnseen' })
  }
  if (state.doubts) {
    const timer = { delayMs: ANSWER_WITHIN_MS, input: { type: 'serverUnreachable' } } as const
    return { commands: [{ type: 'ask-server' }], timer }
  }
  if (state.phase === 'live') return state.unproven ? after(provenAfterMs(state), { type: 'calmed' }) : NOTHING
  return state.by === 'network' || state.by === 'encoder' ? after(CALM_AFTER_MS, { type: 'calmed' }) : NOTHING
}
