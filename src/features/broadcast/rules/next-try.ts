/** What the page may promise about the way back, from the machine's state. */
import { pusherEffect } from '@/features/pusher/rules/effects'
import type { PusherState } from '@/features/pusher/rules/state'

export type NextTry =
  /** A pause before the next try. */
  | { kind: 'wait', atMs: number }
  /** A try is under way; where it comes to nothing, the next one follows then. */
  | { kind: 'trying', atMs: number }
  /** Without a network nothing is tried, and with it at once. */
  | { kind: 'network' }

/** `sinceMs`: when the state was entered. */
export function nextTry(state: PusherState, sinceMs: number, isConnected: boolean): NextTry | undefined {
  if (state.phase !== 'waiting' && state.phase !== 'connecting' && state.phase !== 'platform-reconnecting') return undefined
  const { timer } = pusherEffect(state, { isOnline: isConnected, isShown: true, canCommandHidden: true, isIos: false })
  if (!timer) return { kind: 'network' }
  return { kind: state.phase === 'waiting' ? 'wait' : 'trying', atMs: sinceMs + timer.delayMs }
}

export const secondsUntil = (atMs: number, nowMs: number): number => Math.max(0, Math.ceil((atMs - nowMs) / 1_000))
