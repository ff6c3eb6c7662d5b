/** After this many tries in a row nobody expects a quick return any more. */
const EAGER_ATTEMPTS = 30

/**
 * How long to wait before try number `attempt` (1, 2, …), with full jitter so that a class does not come back as one wave.
 * At most 1 s for the first tries, since a server restarts in seconds; at most 5 s later.
 */
export function retryDelayMs(attempt: number, random: () => number): number {
  const capMs = attempt <= EAGER_ATTEMPTS ? 1_000 : 5_000
  return Math.round(random() * Math.min(capMs, 300 * 2 ** (attempt - 1)))
}
