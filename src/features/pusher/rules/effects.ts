/** The effect of each state of the pusher. */
import { assertNever } from '@contract/kernel/assert-never'
import { mayNotCommand } from '@/features/recovery/rules/effects'
import type { Circumstances, Effect } from '@/features/recovery/rules/effects'
import type { PusherInput } from './machine'
import type { PusherState } from './state'
import type { RecoveryStep } from '@/features/recovery/rules/ladder'

export type PusherCommand =
  | { type: 'preview' }
  /** `wakesCapture`: pause and resume after the start, so that iOS returns the camera. */
  | { type: 'start', wakesCapture: boolean }
  /** WeChat refuses it when nothing runs; that is not a failure. */
  | { type: 'stop' }
  | { type: 'sleep', forMs: number }
  | { type: 'rebuild' }
  /** Requests a push URL and gives it to the component. */
  | { type: 'fetch-url' }
  /** Asks the server whether another device sends. */
  | { type: 'ask-server' }

export type PusherEffect = Effect<PusherCommand, PusherInput>

const NOTHING: PusherEffect = { commands: [] }

/** Longer than the component's own three retries. */
export const STALLED_AFTER_MS = 20_000
/** Pause between stop and start of a failed component. */
const REST_MS = 1_000
/** The server notices a lost stream a moment later than the component. */
const ASK_AFTER_MS = 400
/** The component repeats 1101 and similar codes while the condition lasts. */
export const CALM_AFTER_MS = 10_000
/** The server normally receives the stream within 2 s. */
const UNSEEN_AFTER_MS = 8_000
/** Code 5000 may arrive after the page is shown again. */
const LATE_SUSPENSION_MS = 1_500

const BEFORE_START: Record<RecoveryStep, readonly PusherCommand[]> = {
  'start': [],
  'restart': [{ type: 'sleep', forMs: REST_MS }],
  'rebuild': [{ type: 'rebuild' }],
  'new-url': [{ type: 'fetch-url' }],
}

const STOP: PusherEffect = { commands: [{ type: 'stop' }] }
const after = (delayMs: number, input: PusherInput): PusherEffect => ({ commands: [], timer: { delayMs, input } })

export function pusherEffect(state: PusherState, circumstances: Circumstances): PusherEffect {
  if (mayNotCommand(circumstances)) return NOTHING
  switch (state.phase) {
    case 'preflight': return state.trouble === null ? { commands: [{ type: 'preview' }] } : NOTHING
    case 'connecting': {
      if (!circumstances.isOnline) return NOTHING
      // Android starts a push again only after a stop.
      const commands: PusherCommand[] = [
        { type: 'stop' }, ...BEFORE_START[state.step],
        { type: 'start', wakesCapture: state.after === 'call' && circumstances.isIos },
      ]
      return { commands, timer: { delayMs: STALLED_AFTER_MS, input: { type: 'stalled' } } }
    }
    case 'degraded':
      if (state.by === 'network' || state.by === 'encoder') return after(CALM_AFTER_MS, { type: 'calmed' })
      return state.by === 'unseen' ? after(UNSEEN_AFTER_MS, { type: 'stillUnseen' }) : NOTHING
    case 'platform-reconnecting': return after(STALLED_AFTER_MS, { type: 'stalled' })
    case 'waiting': return circumstances.isOnline ? after(state.delayMs, { type: 'retryDue' }) : NOTHING
    case 'asking':
      return { commands: [{ type: 'stop' }, { type: 'sleep', forMs: ASK_AFTER_MS }, { type: 'ask-server' }] }
    case 'interrupted':
      return state.by === 'background' && circumstances.isShown ? after(LATE_SUSPENSION_MS, { type: 'pageShown' }) : NOTHING
    case 'live': return NOTHING
    case 'idle':
    case 'taken-over':
    case 'failed':
    case 'refused':
    case 'ended':
      return STOP
    default: return assertNever(state)
  }
}
