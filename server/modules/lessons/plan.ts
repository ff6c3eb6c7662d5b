import { eq, inArray, sql } from 'drizzle-orm'
import type { Database } from '../../kernel/db/database'
import { attendeesOf } from '../account/module'
import { lessons } from './tables'

export type LessonRow = typeof lessons.$inferSelect

/** Planned lessons as other modules may read them; not restricted to one caller's lessons. */
export interface LessonPlan {
  /** By id; unknown ids are omitted. One query. */
  byIds(lessonIds: readonly string[]): Promise<Map<string, LessonRow>>
  /** The lesson, and the members in this list who belong to it; null when there is no such lesson. One query. */
  withAttendees(lessonId: string, memberIds: readonly string[]): Promise<LessonWithAttendees | null>
}

interface LessonWithAttendees {
  lesson: LessonRow
  attendees: Set<string>
}

export function createLessonPlan(db: Database): LessonPlan {
  return {
    async byIds(lessonIds) {
      if (lessonIds.length === 0) return new Map()
      const rows = await db.select().from(lessons).where(inArray(lessons.id, [...new Set(lessonIds)]))
      return new Map(rows.map(row => [row.id, row]))
    },

    async withAttendees(lessonId, memberIds) {
      const attendees = sql<string[]>`array${attendeesOf(db, lessons, memberIds)}`
      const [row] = await db.select({ lesson: lessons, attendees }).from(lessons).where(eq(lessons.id, lessonId))
      return row ? { lesson: row.lesson, attendees: new Set(row.attendees) } : null
    },
  }
}
