import { assertNever } from '@contract/kernel/assert-never'
import type { DelayKind } from './ladder'

/**
 * Minimum time between two tries to start the component, unless a person asks for one. The commands of a try take up to
 * a second, so that the starts themselves are five seconds apart.
 */
export const START_SPACING_MS = 6_000

/** After this many tries in a row, a fast recovery is unlikely. */
const EAGER_ATTEMPTS = 30

/**
 * Delay before try number `attempt` (1, 2, …), with full jitter so that the devices of a class do not reconnect
 * together. At most 1 s for the first tries, because a server restarts within seconds; at most 5 s later.
 */
export function retryDelayMs(attempt: number, random: () => number): number {
  const capMs = attempt <= EAGER_ATTEMPTS ? 1_000 : 5_000
  return Math.round(random() * Math.min(capMs, 300 * 2 ** (attempt - 1)))
}

/** The rest of the time that must lie between two starts, `sinceStartMs` after the last one. */
export const restMs = (sinceStartMs: number): number => Math.max(0, START_SPACING_MS - Math.max(0, sinceStartMs))

/** Delays of a machine whose component was last started `sinceStartMs` ago. */
export function delayMs(attempt: number, kind: DelayKind, sinceStartMs: number, random: () => number): number {
  switch (kind) {
    case 'request': return retryDelayMs(attempt, random)
    case 'start': return Math.max(retryDelayMs(attempt, random), restMs(sinceStartMs))
    case 'now': return restMs(sinceStartMs)
    default: return assertNever(kind)
  }
}
