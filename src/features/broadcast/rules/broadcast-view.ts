/** View of the teacher's page, derived from the server's snapshot and the pusher's state. */
import { assertNever } from '@contract/kernel/assert-never'
import type { LiveSnapshot } from '@contract/class/snapshot'
import type { PusherState } from '@/features/pusher/rules/state'

/** Origin of the stream: this phone or browser, or a program such as OBS. Undefined until the teacher chooses. */
export type Source = 'here' | 'external' | undefined

export type BroadcastView =
  | 'loading'
  /** Quality choice and start button. */
  | 'scheduled' | 'open'
  /** On air or interrupted, but not from this page. */
  | 'elsewhere'
  /** Started for another program, which does not send yet. */
  | 'awaiting-encoder'
  | 'connecting' | 'live' | 'reconnecting' | 'interrupted' | 'taken-over' | 'failed' | 'refused' | 'ended' | 'cancelled'

export function broadcastView(source: Source, pusher: PusherState, snapshot: LiveSnapshot | undefined): BroadcastView {
  if (!snapshot) return 'loading'
  if (snapshot.phase === 'cancelled') return 'cancelled'
  return source === 'external' ? externalView(snapshot) : localView(pusher, snapshot)
}

function externalView({ phase }: LiveSnapshot): BroadcastView {
  switch (phase) {
    case 'scheduled':
    case 'open': return 'awaiting-encoder'
    case 'live':
    case 'interrupted':
    case 'ended':
    case 'cancelled': return phase
    default: return assertNever(phase)
  }
}

function localView(pusher: PusherState, { phase }: LiveSnapshot): BroadcastView {
  switch (pusher.phase) {
    case 'idle':
    case 'preflight': return phase === 'live' || phase === 'interrupted' ? 'elsewhere' : phase
    case 'connecting': return pusher.attempt === 0 ? 'connecting' : 'reconnecting'
    case 'platform-reconnecting':
    case 'asking':
    case 'waiting': return 'reconnecting'
    case 'degraded': return 'live'
    case 'live':
    case 'interrupted':
    case 'taken-over':
    case 'failed':
    case 'refused':
    case 'ended': return pusher.phase
    default: return assertNever(pusher)
  }
}

/** Views before the start: quality choice and preview. */
export const isSetup = (view: BroadcastView): view is 'scheduled' | 'open' | 'elsewhere' =>
  view === 'scheduled' || view === 'open' || view === 'elsewhere'

/** Views of a class in progress, also while the stream is interrupted. */
export function isOnAir(view: BroadcastView): boolean {
  return view === 'connecting' || view === 'live' || view === 'reconnecting' || view === 'interrupted'
    || view === 'awaiting-encoder'
}
