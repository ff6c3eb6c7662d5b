import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'drizzle-orm'
import { createAccessTokens } from './accounts/access-tokens'
import { createLoginLimits } from './accounts/login-limits'
import { createRefreshTokens } from './accounts/refresh-tokens'
import { createAccountRepository } from './accounts/repository'
import { accountHandlers } from './accounts/routes'
import { createAccountService } from './accounts/service'
import type { Config } from './config'
import { openDatabase } from './db/database'
import { lockFolder } from './db/folder-lock'
import { prepareDemo } from './demo/demo'
import type { DemoAccounts } from './demo/accounts'
import type { Handlers } from './http/handlers'
import { healthHandlers } from './http/health'
import { buildHttp } from './http/kernel'
import { createMetrics } from './http/metrics'
import { createCatalog } from './lessons/catalog'
import { createLessonRepository } from './lessons/repository'
import { lessonHandlers } from './lessons/routes'
import { createLessonService } from './lessons/service'
import { openLiveModule } from './live-module'
import { createLog } from './log'
import type { Logger } from './log'
import { listen, portOf } from './listen'
import { loadSecrets, prepareDataDir } from './secrets'
import { Closer } from './closer'
import { VERSION } from './version'

/** Requests under way get this long to finish when the server stops. */
const FINISH_LIMIT_MS = 10_000

export interface StartOptions {
  now?: () => Date
  log?: Logger
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

async function start(config: Config, { now = () => new Date(), log = createLog(config.logLevel), webAppDir }: StartOptions, closer: Closer): Promise<RunningServer> {
  await prepareDataDir(config.dataDir)
  if (config.databaseUrl === undefined) closer.add(await lockFolder(config.dataDir))
  const secrets = await loadSecrets(config.dataDir)
  const database = await openDatabase({
    url: config.databaseUrl,
    embeddedDir: join(config.dataDir, 'database'),
    onError: error => log.error({ err: error }, 'a database connection broke'),
  })
  closer.add(() => database.close())
  const { db } = database
  const newDemoAccounts = await prepareDemo({ db, config, now })

  const metrics = createMetrics()
  const live = await openLiveModule({ config, secrets, db, metrics, log, now })
  const closeLive = closer.add(() => live.close())

  const accounts = createAccountService({
    repository: createAccountRepository(db),
    accessTokens: createAccessTokens(secrets.jwtKey, now),
    refreshTokens: createRefreshTokens(db, now),
    limits: createLoginLimits(now),
    log,
  })
  const catalog = createCatalog(db)
  const lessons = createLessonService({
    repository: createLessonRepository(db), catalog, lessonChanged: live.lessonChanged, now, log,
  })
  const handlers = {
    ...accountHandlers(accounts),
    ...lessonHandlers({ service: lessons, catalog }),
    ...live.handlers,
    ...healthHandlers({ version: VERSION, ping: () => db.execute(sql`select 1`), isStopping: () => closer.isClosing }),
  } satisfies Handlers

  const app = await buildHttp({
    config, log, metrics, version: VERSION, handlers, authenticate: accounts.authenticate, raw: live.raw,
    ...(webAppDir !== undefined && { webAppDir }),
  })
  closer.add(async () => {
    // Their sockets count as connections that HTTP would wait for.
    await closeLive()
    const impatience = setTimeout(() => app.server.closeAllConnections(), FINISH_LIMIT_MS)
    await app.close()
    clearTimeout(impatience)
  })
  await listen(app, config)
  const url = `http://${urlHost(config.host)}:${portOf(app)}`
  return { url, rtmpPort: live.rtmpPort, database: database.kind, newDemoAccounts, app, close: () => closer.close() }
}

const urlHost = (host: string): string => host.includes(':') ? `[${host}]` : host
