import type { Config } from '../../config'
import type { Database } from '../../kernel/db/database'
import type { Logger } from '../../kernel/log'
import type { AccountModule } from '../account/module'
import type { ClassModule } from '../class/module'
import { createLessonAccess } from '../lessons/module'
import type { LessonsModule } from '../lessons/module'
import { qosPolicy } from './policy'
import { startPurge } from './purge'
import { createQosRepository } from './repository'
import { qosHandlers } from './routes'
import type { QosHandlers } from './routes'
import { createQosService } from './service'

interface QosModuleDeps {
  config: Pick<Config, 'qosRetentionDays'>
  db: Database
  account: Pick<AccountModule, 'directory'>
  lessons: Pick<LessonsModule, 'plan'>
  live: Pick<ClassModule, 'journal' | 'sessionsOf'>
  log: Logger
  now(): Date
}

interface QosModule {
  handlers: QosHandlers
  /** Resolves when no deletion is running. */
  close(): Promise<void>
}

/** Network quality of live sessions: takes, explains and exports samples, and deletes them after the retention time. */
export function openQosModule(
  { config, db, account: { directory }, lessons, live, log, now }: QosModuleDeps,
): QosModule {
  const retentionDays = config.qosRetentionDays
  const repository = createQosRepository(db)
  const service = createQosService({ repository, directory, live, retentionDays, now })
  const purging = startPurge({ stores: [repository, live.journal], retentionDays, now, log })
  const lessonFor = createLessonAccess(lessons.plan, qosPolicy)
  return { handlers: qosHandlers({ lessonFor, service, directory }), close: () => purging.stop() }
}
