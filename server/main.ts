import { startServer } from './app'
import { banner } from './banner'
import { readConfig } from './config'
import { createLog } from './kernel/log'
import { StartError } from './kernel/start-error'

const STOP_SIGNALS = ['SIGTERM', 'SIGINT'] as const

try {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  // The state after an unexpected error is unknown: log the error and exit, so that the process is restarted.
  process.on('uncaughtException', error => {
    log.fatal({ err: error }, 'uncaught exception')
    process.exit(1)
  })
  process.on('unhandledRejection', reason => {
    log.fatal({ err: reason }, 'unhandled rejection')
    process.exit(1)
  })

  const server = await startServer(config, { log })
  process.stdout.write(banner(server, config))

  let isStopping = false
  for (const signal of STOP_SIGNALS) {
    process.on(signal, () => {
      if (isStopping) process.exit(1) // The second signal exits immediately.
      isStopping = true
      log.info({ signal }, 'stopping')
      server.close().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'stopping failed')
          process.exit(1)
        },
      )
    })
  }
} catch (error) {
  const text = error instanceof StartError ? error.message : error instanceof Error ? error.stack : String(error)
  process.stderr.write(`${text}\n`)
  process.exit(1)
}
