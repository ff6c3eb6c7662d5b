import type { Database } from '../../kernel/db/database'
import type { Logger } from '../../kernel/log'
import type { AccountModule } from '../account/module'
import { createLessonAccess } from './access'
import { createCatalog } from './catalog'
import { createLessonPlan } from './plan'
import type { LessonPlan } from './plan'
import { lessonPolicy } from './policy'
import { createLessonRepository } from './repository'
import { lessonHandlers } from './routes'
import type { LessonHandlers } from './routes'
import { createLessonService } from './service'
import type { LiveSessions } from './service'

export { createLessonAccess } from './access'
export type { LessonAccess } from './access'
export { createLessonPlan } from './plan'
export type { LessonPlan, LessonRow } from './plan'
export { lessonPhase } from './rules/phase'
export { addLessonIfFree, lessonsOfClassAfter, readCatalog, seedCatalog, shortenLesson } from './seed'

interface LessonsModuleDeps {
  db: Database
  account: Pick<AccountModule, 'directory'>
  log: Logger
  now(): Date
}

export interface LessonsModule {
  plan: LessonPlan
  /** Module `class` needs the plan before it opens, so the routes get its sessions later. */
  handlers(live: LiveSessions): LessonHandlers
}

/** The plan: courses, rooms and lessons, without double booking. */
export function openLessonsModule({ db, account: { directory }, log, now }: LessonsModuleDeps): LessonsModule {
  const plan = createLessonPlan(db)
  const catalog = createCatalog(db, directory)
  return {
    plan,
    handlers(live) {
      const repository = createLessonRepository(db)
      const service = createLessonService({ repository, catalog, directory, live, now, log })
      return lessonHandlers({ service, lessonFor: createLessonAccess(plan, lessonPolicy), catalog, directory })
    },
  }
}
