import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { createAccessTokens } from './accounts/access-tokens'
import { createLoginLimits } from './accounts/login-limits'
import { createRefreshTokens } from './accounts/refresh-tokens'
import { createAccountRepository } from './accounts/repository'
import { accountHandlers } from './accounts/routes'
import { createAccountService } from './accounts/service'
import { Closer } from './closer'
import type { Config } from './config'
import { openDatabase } from './db/database'
import type { Database, OpenDatabase } from './db/database'
import { lockFolder } from './db/folder-lock'
import type { DemoAccounts } from './demo/accounts'
import { prepareDemo } from './demo/demo'
import type { Handlers } from './http/handlers'
import { healthHandlers } from './http/health'
import { buildHttp } from './http/kernel'
import { createMetrics } from './http/metrics'
import { createCatalog } from './lessons/catalog'
import type { Catalog } from './lessons/catalog'
import { createLessonRepository } from './lessons/repository'
import { lessonHandlers } from './lessons/routes'
import { createLessonService } from './lessons/service'
import { openLiveModule } from './live-module'
import type { LiveModule } from './live-module'
import { listen, portOf } from './listen'
import { createLog } from './log'
import type { Logger } from './log'
import { openQosModule } from './qos-module'
import type { QosModule } from './qos-module'
import { loadSecrets, prepareDataDir } from './secrets'
import type { Secrets } from './secrets'
import { VERSION } from './version'

/** Requests under way get this long to finish when the server stops. */
const FINISH_LIMIT_MS = 10_000

export interface StartOptions {
  now?: () => Date
  log?: Logger
  /** Open already, and left open: for tests, which bring their own. */
  database?: OpenDatabase
  /** Where the built web app lies; by default `dist/build/h5`. */
  webAppDir?: string
}

export interface RunningServer {
  /** `http://host:port` that it listens on. */
  url: string
  rtmpPort: number
  database: 'embedded' | 'server'
  /** Only when this start made the demo school. */
  newDemoAccounts: DemoAccounts | null
  app: FastifyInstance
  /** Tells channels and streams, lets requests finish, closes the database. Calling it twice is calling it once. */
  close(): Promise<void>
}

/** Opens everything in order and serves. Whatever fails is closed again; what the operator can change comes as `StartError`. */
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
  const live = await openLiveModule({ config, secrets, db, metrics, log, now })
  const closeLive = closer.add(() => live.close())

  const catalog = createCatalog(db)
  const qos = openQosModule({ config, db, catalog, log, now })
  closer.add(() => qos.close())

  const isStopping = () => closer.isClosing
  const { handlers, authenticate } = compose({ db, secrets, live, qos, catalog, log, now, isStopping })
  const app = await buildHttp({
    config, log, metrics, version: VERSION, isStopping, handlers, authenticate, raw: live.raw,
    ...(webAppDir !== undefined && { webAppDir }),
  })
  closer.add(async () => {
    const impatience = setTimeout(() => app.server.closeAllConnections(), FINISH_LIMIT_MS)
    // HTTP accepts nobody any more and waits for its sockets; those of channels and streams are told meanwhile.
    await Promise.all([app.close(), closeLive()])
    clearTimeout(impatience)
  })
  await listen(app, config)
  const url = `http://${urlHost(config.host)}:${portOf(app)}`
  return { url, rtmpPort: live.rtmpPort, database: database.kind, newDemoAccounts, app, close: () => closer.close() }
}

interface ComposeDeps {
  db: Database
  secrets: Secrets
  live: LiveModule
  qos: QosModule
  catalog: Catalog
  log: Logger
  now(): Date
  isStopping(): boolean
}

/** Puts the modules together. A route of the contract without a handler does not compile. */
function compose({ db, secrets, live, qos, catalog, log, now, isStopping }: ComposeDeps) {
  const accounts = createAccountService({
    repository: createAccountRepository(db),
    accessTokens: createAccessTokens(secrets.jwtKey, now),
    refreshTokens: createRefreshTokens(db, now),
    limits: createLoginLimits(now),
    log,
  })
  const repository = createLessonRepository(db)
  const lessons = createLessonService({ repository, catalog, lessonChanged: live.lessonChanged, now, log })
  const handlers = {
    ...accountHandlers(accounts),
    ...lessonHandlers({ service: lessons, catalog }),
    ...live.handlers,
    ...qos.handlers,
    ...healthHandlers({ version: VERSION, ping: () => db.execute(sql`select 1`), isStopping }),
  } satisfies Handlers
  return { handlers, authenticate: accounts.authenticate }
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
