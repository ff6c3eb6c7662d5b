/**
* The delay before try `attempt` (1 is the first after a loss), or `undefined` to give up. `random` (0–1) spreads the
* tries by ±25 %: a class that lost its server must not reconnect all at once.
 */
export function retryDelayMs(delaysMs: readonly number[], attempt: number, random: number): number | undefined {
  const delayMs = delaysMs[attempt - 1]
  return delayMs === undefined ? undefined : Math.round(delayMs * (0.75 + random / 2))
}
