import type { Config } from '../../config'
import type { Database } from '../../kernel/db/database'
import type { Catalog } from '../lessons/catalog'
import { createLiveJournal } from '../class/journal'
import { createLessonAccess } from '../class/access'
import { createLiveRepository } from '../class/repository'
import type { Logger } from '../../kernel/log'
import { startPurge } from './purge'
import { createQosRepository } from './repository'
import { qosHandlers } from './routes'
import type { QosHandlers } from './routes'
import { createQosService } from './service'

export interface QosModuleDeps {
  config: Pick<Config, 'qosRetentionDays'>
  db: Database
  catalog: Catalog
  log: Logger
  now(): Date
}

export interface QosModule {
  handlers: QosHandlers
  /** Resolves when nothing is being deleted. */
  close(): Promise<void>
}

/** What the networks of a class did: taken, explained, exported, and deleted in time. */
export function openQosModule({ config, db, catalog, log, now }: QosModuleDeps): QosModule {
  const retentionDays = config.qosRetentionDays
  const repository = createQosRepository(db)
  const service = createQosService({ repository, journal: createLiveJournal(db), retentionDays, now })
  const purging = startPurge({ repository, retentionDays, now, log })
  const lessonFor = createLessonAccess(createLiveRepository(db))
  return { handlers: qosHandlers({ lessonFor, service, catalog }), close: () => purging.stop() }
}
