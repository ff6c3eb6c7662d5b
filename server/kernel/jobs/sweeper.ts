import type { FastifyBaseLogger } from 'fastify'

/** A removed teacher or an ended session is off the air within 2 s even when nobody was told: two sweeps fit in. */
const SWEEP_EVERY_MS = 1_000

interface Sweeper {
  /** Resolves when the sweep under way, if any, has finished. */
  stop(): Promise<void>
}

interface SweeperDeps {
  sweep(): Promise<void>
  log: Pick<FastifyBaseLogger, 'warn' | 'info'>
}

/** Sweeps every second, never twice at once. All it needs stands in the database, so a restart loses nothing. */
export function startSweeper({ sweep, log }: SweeperDeps): Sweeper {
  let running: Promise<void> | undefined
  let isFailing = false

  /** Says once that sweeps fail, not every second. */
  async function sweepOnce(): Promise<void> {
    try {
      await sweep()
      if (isFailing) log.info('live: sweeping again')
      isFailing = false
    } catch (error) {
      if (!isFailing) log.warn({ err: error }, 'live: a sweep failed; trying again every second')
      isFailing = true
    }
  }

  const timer = setInterval(() => {
    running ??= sweepOnce().finally(() => { running = undefined })
  }, SWEEP_EVERY_MS).unref()

  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
