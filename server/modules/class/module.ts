import { createChannelHub } from '../../kernel/channel/hub'
import type { Config } from '../../config'
import type { Database } from '../../kernel/db/database'
import type { RawHandlers } from '../../kernel/http/raw-server'
import type { Metrics } from '../../kernel/http/metrics'
import { createAuthorize } from './authorize'
import { createLiveJournal } from './journal'
import { registerLiveMetrics } from './metrics'
import { createProbeLimits } from './probe-limits'
import { createLiveRepository } from './repository'
import { liveHandlers } from './routes'
import type { LiveHandlers } from './routes'
import { createLiveService } from './service'
import { createSnapshots } from './snapshot'
import { startSweeper } from '../../kernel/jobs/sweeper'
import { createLiveUrls } from './urls'
import type { Logger } from '../../kernel/log'
import { createRelay } from '../../media/engines/relay/relay'
import type { Secrets } from '../../kernel/secrets'

export interface LiveModuleDeps {
  config: Config
  secrets: Secrets
  db: Database
  metrics: Metrics
  log: Logger
  now(): Date
}

export interface LiveModule {
  handlers: LiveHandlers
  raw: RawHandlers
  rtmpPort: number
  /** To be called when a lesson got another teacher or was cancelled. */
  lessonChanged(lessonId: string): Promise<void>
  /** Tells channels and streams that the server goes; resolves when all their sockets are gone, within 2 s. */
  close(): Promise<void>
}

/** Everything about lessons on air: relay, channel, and the sessions between them. */
export async function openLiveModule({ config, secrets, db, metrics, log, now }: LiveModuleDeps): Promise<LiveModule> {
  const repository = createLiveRepository(db)
  const authorize = createAuthorize({ keys: secrets, repository, now })
  const { host, corsOrigins, publicUrl } = config
  const relay = createRelay({ authorize, host, rtmpPort: config.rtmpPort, log, allowedOrigins: corsOrigins })
  const snapshots = createSnapshots({ repository, engine: relay, now })
  const channel = createChannelHub({
    ticketKey: secrets.ticketKey,
    mayJoin: (lessonId, memberIds) => repository.membersOf(lessonId, memberIds),
    // A proxy may have changed the Host by which the hub knows our own pages.
    allowedOrigins: publicUrl === undefined ? corsOrigins : [...corsOrigins, publicUrl],
    snapshots: lessonIds => snapshots.read(lessonIds),
    now,
    log,
  })
  const journal = createLiveJournal(db)
  const service = createLiveService({ repository, engine: relay, audience: channel, journal, now, log })
  await service.recover()
  const { rtmpPort } = await relay.listen()
  const sweeper = startSweeper({ sweep: () => service.sweep(), log })
  registerLiveMetrics(metrics, { engine: relay, channel })
  const urls = createLiveUrls({ keys: secrets, rtmpPort: () => rtmpPort, now })

  return {
    handlers: liveHandlers({ repository, service, snapshots, urls, engine: relay, probeLimits: createProbeLimits(now), now }),
    raw: { media: relay, channel },
    rtmpPort,
    lessonChanged: lessonId => service.lessonChanged(lessonId),
    async close() {
      await sweeper.stop()
      await Promise.all([channel.close(), relay.close()])
      await service.idle()
      await journal.idle()
    },
  }
}
