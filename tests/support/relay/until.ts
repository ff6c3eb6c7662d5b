import { setTimeout as sleep } from 'node:timers/promises'

/** Resolves when `condition` holds; rejects after `limitMs`, with the state that `describe` returns. */
export async function until(
  condition: () => boolean,
  limitMs = 15_000,
  describe = () => condition.toString(),
): Promise<void> {
  const deadline = Date.now() + limitMs
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Not within ${limitMs} ms: ${describe()}`)
    await sleep(5)
  }
}
