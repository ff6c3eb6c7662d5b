import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import type { Config } from './config'
import { Closer } from './kernel/closer'
import { openDatabase } from './kernel/db/database'
import type { OpenDatabase } from './kernel/db/database'
import { lockFolder } from './kernel/db/folder-lock'
import type { Handlers } from './kernel/http/handlers'
import { healthHandlers } from './kernel/http/health'
import { buildHttp } from './kernel/http/http-server'
import { listen, portOf } from './kernel/http/listen'
import { createMetrics } from './kernel/http/metrics'
import { createLog } from './kernel/log'
import type { Logger } from './kernel/log'
import { loadSecrets, prepareDataDir } from './kernel/secrets'
import { VERSION } from './kernel/version'
import { openAccountModule } from './modules/account/module'
import { openClassModule } from './modules/class/module'
import { prepareDemo } from './modules/demo/module'
import type { DemoAccounts } from './modules/demo/module'
import { openLessonsModule } from './modules/lessons/module'
import { openQosModule } from './modules/qos/module'

/** Time that requests in progress get to finish when the server stops. */
const FINISH_LIMIT_MS = 10_000

export interface StartOptions {
  now?: () => Date
  log?: Logger
  /** An open database, which stays open; for tests. */
  database?: OpenDatabase
  /** Folder of the built web app; by default `dist/build/h5`. */
  webAppDir?: string
}

export interface RunningServer {
  /** `http://host:port` of the listening server. */
  url: string
  rtmpPort: number
  database: 'embedded' | 'server'
  /** Set only when this start created the demo school. */
  newDemoAccounts: DemoAccounts | null
  app: FastifyInstance
  /** Closes channels and streams, lets requests finish, closes the database. A second call changes nothing. */
  close(): Promise<void>
}

/** Opens everything in order and serves. A failure closes the opened parts; the operator can fix a `StartError`. */
export async function startServer(config: Config, options: StartOptions = {}): Promise<RunningServer> {
  const closer = new Closer()
  try {
    return await start(config, options, closer)
  } catch (error) {
    await closer.close()
    throw error
  }
}

async function start(config: Config, options: StartOptions, closer: Closer): Promise<RunningServer> {
  const { now = () => new Date(), log = createLog(config.logLevel), webAppDir } = options
  await prepareDataDir(config.dataDir)
  const secrets = await loadSecrets(config.dataDir)
  const database = options.database ?? await openOwnDatabase(config, log, closer)
  const { db } = database
  const newDemoAccounts = await prepareDemo({ db, config, now })

  const metrics = createMetrics()
  const account = openAccountModule({ db, secrets, log, now })
  const lessons = openLessonsModule({ db, account, log, now })
  const live = await openClassModule({ config, secrets, db, lessons, metrics, log, now })
  const closeLive = closer.add(() => live.close())
  const qos = openQosModule({ config, db, account, lessons, live, log, now })
  closer.add(() => qos.close())

  const isStopping = () => closer.isClosing
  // A route of the contract without a handler does not compile.
  const handlers: Handlers = {
    ...account.handlers,
    ...lessons.handlers(live),
    ...live.handlers,
    ...qos.handlers,
    ...healthHandlers({ version: VERSION, ping: () => db.execute(sql`select 1`), isStopping }),
  }
  const app = await buildHttp({
    config, log, metrics, version: VERSION, isStopping, handlers, authenticate: account.authenticate, raw: live.raw,
    ...(webAppDir !== undefined && { webAppDir }),
  })
  closer.add(async () => {
    const forceCloseTimer = setTimeout(() => app.server.closeAllConnections(), FINISH_LIMIT_MS)
    // HTTP stops accepting and waits for its sockets; channels and streams close at the same time.
    await Promise.all([app.close(), closeLive()])
    clearTimeout(forceCloseTimer)
  })
  await listen(app, config)
  const url = `http://${urlHost(config.host)}:${portOf(app)}`
  return { url, rtmpPort: live.rtmpPort, database: database.kind, newDemoAccounts, app, close: () => closer.close() }
}

async function openOwnDatabase({ dataDir, databaseUrl }: Config, log: Logger, closer: Closer): Promise<OpenDatabase> {
  if (databaseUrl === undefined) closer.add(await lockFolder(dataDir))
  const database = await openDatabase({
    url: databaseUrl,
    embeddedDir: join(dataDir, 'database'),
    onError: error => log.error({ err: error }, 'a database connection broke'),
  })
  closer.add(() => database.close())
  return database
}

const urlHost = (host: string): string => host.includes(':') ? `[${host}]` : host
