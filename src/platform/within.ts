/** A component's command that has not called back after this time is taken for done: some phones never call back. */
export const COMMAND_LIMIT_MS = 2_000

/** Settles like `promise`, or resolves after `limitMs`. */
export async function within(promise: Promise<unknown> | undefined, limitMs: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<void>(resolve => { timer = setTimeout(resolve, limitMs) })
  try {
    await Promise.race([promise, limit])
  } finally {
    clearTimeout(timer)
  }
}
