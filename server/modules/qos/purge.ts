import type { Logger } from '../../kernel/log'

const DAY_MS = 24 * 60 * 60_000
const EVERY_MS = 60 * 60_000
/** Statements are short: the embedded database has one connection, and a class needs it between them. */
const ROWS_AT_ONCE = 200
/** Remaining rows wait for the next hour. */
const MOST_ROUNDS = 500

interface PurgeDeps {
  /** Each deletes at most `limit` older rows per table and resolves with their number. */
  stores: readonly { purge(before: Date, limit: number): Promise<number> }[]
  retentionDays: number
  now(): Date
  log: Pick<Logger, 'info' | 'warn'>
}

/** Deletes everything older than the retention time; resolves with the number of rows. */
export async function purge({ stores, retentionDays, now, log }: PurgeDeps): Promise<number> {
  const before = new Date(now().getTime() - retentionDays * DAY_MS)
  let rows = 0
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    let deleted = 0
    for (const store of stores) deleted += await store.purge(before, ROWS_AT_ONCE)
    rows += deleted
    if (deleted === 0) break
  }
  if (rows > 0) log.info({ rows, before: before.toISOString() }, 'qos: old samples deleted')
  return rows
}

/** Purges at the start and every hour, never twice at once. Returns the function that ends it. */
export function startPurge(deps: PurgeDeps): { stop(): Promise<void> } {
  let running: Promise<void> | undefined

  function run(): void {
    running ??= purge(deps)
      .then(() => {}, (error: unknown) => {
        deps.log.warn({ err: error }, 'qos: deleting old samples failed; trying again in an hour')
      })
      .finally(() => { running = undefined })
  }

  const timer = setInterval(run, EVERY_MS).unref()
  run()
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
