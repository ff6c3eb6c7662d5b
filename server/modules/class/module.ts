import type { Config } from '../../config'
import { createChannelHub } from '../../kernel/channel/hub'
import type { Database } from '../../kernel/db/database'
import type { Metrics } from '../../kernel/http/metrics'
import type { RawHandlers } from '../../kernel/http/raw-server'
import { startSweeper } from '../../kernel/jobs/sweeper'
import type { Logger } from '../../kernel/log'
import type { Secrets } from '../../kernel/secrets'
import { createRelay } from '../../media/engines/relay/relay'
import type { LessonsModule } from '../lessons/module'
import { createOnAirAccess } from './access'
import { createAuthorize } from './authorize'
import { createLiveJournal } from './journal'
import type { LiveJournal } from './journal'
import { registerLiveMetrics } from './metrics'
import { createProbeLimits } from './probe-limits'
import { createLiveRepository } from './repository'
import type { LiveRepository } from './repository'
import { liveHandlers } from './routes'
import type { LiveHandlers } from './routes'
import { createLiveService } from './service'
import type { LiveService } from './service'
import { createSnapshots } from './snapshot'
import { createLiveUrls } from './urls'

export type { LiveJournal } from './journal'
export { latestSessions } from './repository'
export { rtmpAddress } from './rules/rtmp-address'
export type { SessionRow } from './repository'
export type { Fact } from './rules/session'

interface ClassModuleDeps {
  config: Config
  secrets: Secrets
  db: Database
  lessons: Pick<LessonsModule, 'plan'>
  metrics: Metrics
  log: Logger
  now(): Date
}

/** Live sessions as other modules may read and move them. */
export interface ClassModule
  extends Pick<LiveRepository, 'latestSessions' | 'sessionsOf'>, Pick<LiveService, 'lessonChanged'> {
  handlers: LiveHandlers
  raw: RawHandlers
  rtmpPort: number
  journal: Pick<LiveJournal, 'read' | 'purge'>
  /** Notifies channels and streams that the server stops; resolves when all their sockets are closed, within 2 s. */
  close(): Promise<void>
}

/** Lessons on air: the relay, the channel, and the live sessions between them. */
export async function openClassModule(
  { config, secrets, db, lessons, metrics, log, now }: ClassModuleDeps,
): Promise<ClassModule> {
  const { plan } = lessons
  const repository = createLiveRepository(db, plan)
  const authorize = createAuthorize({ keys: secrets, repository, plan, now })
  const { host, corsOrigins, publicUrl, rtmpPublicUrl } = config
  const relay = createRelay({ authorize, host, rtmpPort: config.rtmpPort, log, allowedOrigins: corsOrigins })
  const snapshots = createSnapshots({ repository, engine: relay, now })
  const channel = createChannelHub({
    ticketKey: secrets.ticketKey,
    mayJoin: async (lessonId, memberIds) => (await plan.withAttendees(lessonId, memberIds))?.attendees ?? new Set(),
    // A proxy may have changed the Host by which the hub recognises the server's own pages.
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
  const urls = createLiveUrls({ keys: secrets, rtmpPort: () => rtmpPort, rtmpPublicUrl, now })
  const lessonFor = createOnAirAccess({ plan, repository })

  return {
    handlers: liveHandlers({
      lessonFor,
      service,
      snapshots,
      urls,
      engine: relay,
      probeLimits: createProbeLimits(now),
      now,
    }),
    raw: { media: relay, channel },
    rtmpPort,
    journal,
    latestSessions: lessonIds => repository.latestSessions(lessonIds),
    sessionsOf: lessonId => repository.sessionsOf(lessonId),
    lessonChanged: lessonId => service.lessonChanged(lessonId),
    async close() {
      await sweeper.stop()
      await Promise.all([channel.close(), relay.close()])
      await service.idle()
      await journal.idle()
    },
  }
}
