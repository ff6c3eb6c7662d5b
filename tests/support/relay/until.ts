import { setTimeout as sleep } from 'node:timers/promises'

/** Resolves once `condition` holds; rejects when it does not within `limitMs`. `describe` says what was there instead. */
export async function until(condition: () => boolean, limitMs = 15_000, describe = () => condition.toString()): Promise<void> {
  const deadline = Date.now() + limitMs
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Not within ${limitMs} ms: ${describe()}`)
    await sleep(5)
  }
}
