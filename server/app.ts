import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { createAccessTokens } from './modules/account/access-tokens'
import { createLoginLimits } from './modules/account/login-limits'
import { createRefreshTokens } from './modules/account/refresh-tokens'
import { createAccountRepository } from './modules/account/repository'
import { accountHandlers } from './modules/account/routes'
import { createAccountService } from './modules/account/service'
import { Closer } from './kernel/closer'
import type { Config } from './config'
import { openDatabase } from './kernel/db/database'
import type { Database, OpenDatabase } from './kernel/db/database'
import { lockFolder } from './kernel/db/folder-lock'
import type { DemoAccounts } from './modules/demo/accounts'
import { prepareDemo } from './modules/demo/module'
import type { Handlers } from './kernel/http/handlers'
import { healthHandlers } from './kernel/http/health'
import { buildHttp } from './kernel/http/http-server'
import { createMetrics } from './kernel/http/metrics'
import { createCatalog } from './modules/lessons/catalog'
import type { Catalog } from './modules/lessons/catalog'
import { createLessonRepository } from './modules/lessons/repository'
import { lessonHandlers } from './modules/lessons/routes'
import { createLessonService } from './modules/lessons/service'
import { openLiveModule } from './modules/class/module'
import type { LiveModule } from './modules/class/module'
import { listen, portOf } from './kernel/http/listen'
import { createLog } from './kernel/log'
import type { Logger } from './kernel/log'
import { openQosModule } from './modules/qos/module'
import type { QosModule } from './modules/qos/module'
import { loadSecrets, prepareDataDir } from './kernel/secrets'
import type { Secrets } from './kernel/secrets'
import { VERSION } from './kernel/version'

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
