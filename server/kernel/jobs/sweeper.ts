import type { FastifyBaseLogger } from 'fastify'

/** A removed teacher is off the air within 2 s even if an event was lost: two sweeps fit into that time. */
const SWEEP_EVERY_MS = 1_000

interface Sweeper {
  /** Resolves when a running sweep has finished. */
  stop(): Promise<void>
}

interface SweeperDeps {
  sweep(): Promise<void>
  log: Pick<FastifyBaseLogger, 'warn' | 'info'>
}

/** Sweeps every second, never twice at once. A sweep reads the database only, so a restart loses nothing. */
export function startSweeper({ sweep, log }: SweeperDeps): Sweeper {
  let running: Promise<void> | undefined
  let isFailing = false

  /** Logs the first failure of a series, not every second. */
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
