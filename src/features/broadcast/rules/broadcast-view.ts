/** What the teacher's page shows, from what the server says and how the pusher is. */
import { assertNever } from '@contract/kernel/assert-never'
import type { LiveSnapshot } from '@contract/class/live'
import type { PusherState } from '@/features/pusher/rules/state'

/** Where the picture comes from: this phone or browser, or a program such as OBS; undefined before that is chosen. */
export type Source = 'here' | 'external' | undefined

export type BroadcastView =
  | 'loading'
  /** Choose a quality and start. */
  | 'scheduled' | 'open'
  /** On air or interrupted, but not from this page. */
  | 'elsewhere'
  /** Started for another program that does not send yet. */
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

/** Before the start: the teacher chooses and looks into the mirror. */
export const isSetup = (view: BroadcastView): view is 'scheduled' | 'open' | 'elsewhere' =>
  view === 'scheduled' || view === 'open' || view === 'elsewhere'

/** The teacher is teaching, or would be if the network let them. */
export function isOnAir(view: BroadcastView): boolean {
  return view === 'connecting' || view === 'live' || view === 'reconnecting' || view === 'interrupted' || view === 'awaiting-encoder'
}
