/** Time of the next automatic try, derived from the pusher's state. */
import { pusherEffect } from '@/features/pusher/rules/effects'
import type { PusherState } from '@/features/pusher/rules/state'

export type NextTry =
  /** A pause before the next try. */
  | { kind: 'wait', atMs: number }
  /** A try is running; if it fails, the next one starts at `atMs`. */
  | { kind: 'trying', atMs: number }
  /** No network: the next try starts when it is back. */
  | { kind: 'network' }

/** `sinceMs`: time at which the state was entered. */
export function nextTry(state: PusherState, sinceMs: number, isConnected: boolean): NextTry | undefined {
  const { phase } = state
  if (phase !== 'waiting' && phase !== 'connecting' && phase !== 'platform-reconnecting') return undefined
  const { timer } = pusherEffect(state, { isOnline: isConnected, isShown: true, canCommandHidden: true, isIos: false })
  if (!timer) return { kind: 'network' }
  return { kind: phase === 'waiting' ? 'wait' : 'trying', atMs: sinceMs + timer.delayMs }
}

export const secondsUntil = (atMs: number, nowMs: number): number => Math.max(0, Math.ceil((atMs - nowMs) / 1_000))
