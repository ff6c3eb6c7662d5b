import { startServer } from './app'
import { banner } from './banner'
import { readConfig } from './config'
import { createLog } from './kernel/log'
import { StartError } from './kernel/start-error'

const STOP_SIGNALS = ['SIGTERM', 'SIGINT'] as const

try {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  // What nobody expected leaves the process in a state that nobody knows: say so and let it be started anew.
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
      if (isStopping) process.exit(1) // The second signal: somebody is in a hurry.
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
  process.stderr.write(`${error instanceof StartError ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
}
