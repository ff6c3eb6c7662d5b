/** Minimum time between two starts of the component, unless a person asks for one. */
export const START_SPACING_MS = 5_000

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

/** Delay before the component is started again, `sinceStartMs` after its last start. */
export const restartDelayMs = (attempt: number, sinceStartMs: number, random: () => number): number =>
  Math.max(retryDelayMs(attempt, random), START_SPACING_MS - Math.max(0, sinceStartMs))
