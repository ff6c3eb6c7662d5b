import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Member } from '../../../contract'
import type { Database } from '../../kernel/db/database'
import { classes, members, schools } from './tables'

export interface Named {
  id: string
  name: string
}

/** Schools, members and classes as other modules may read them. */
export interface Directory {
  /** IANA name of the school's time zone. */
  timeZone(schoolId: string): Promise<string>
  /** Null when the school has no such member. */
  findMember(schoolId: string, memberId: string): Promise<Member | null>
  /** Ordered by name. */
  teachers(schoolId: string): Promise<Named[]>
  /** By id; unknown ids are omitted. */
  members(memberIds: readonly string[]): Promise<Map<string, Member>>
  /** By id; unknown ids are omitted. */
  classes(classIds: readonly string[]): Promise<Map<string, Named>>
}

const MEMBER = { id: members.id, name: members.name, role: members.role }

const byId = <T extends { id: string }>(rows: readonly T[]): Map<string, T> => new Map(rows.map(row => [row.id, row]))

export function createDirectory(db: Database): Directory {
  return {
    async timeZone(schoolId) {
      const [school] = await db.select({ timeZone: schools.timeZone }).from(schools).where(eq(schools.id, schoolId))
      if (!school) throw new Error(`School ${schoolId} does not exist`)
      return school.timeZone
    },

    async findMember(schoolId, memberId) {
      const [member] = await db.select(MEMBER).from(members)
        .where(and(eq(members.schoolId, schoolId), eq(members.id, memberId)))
      return member ?? null
    },

    teachers: schoolId => db.select({ id: members.id, name: members.name }).from(members)
      .where(and(eq(members.schoolId, schoolId), eq(members.role, 'teacher')))
      .orderBy(asc(members.name), asc(members.id)),

    async members(memberIds) {
      if (memberIds.length === 0) return new Map()
      return byId(await db.select(MEMBER).from(members).where(inArray(members.id, [...new Set(memberIds)])))
    },

    async classes(classIds) {
      if (classIds.length === 0) return new Map()
      return byId(await db.select({ id: classes.id, name: classes.name }).from(classes)
        .where(inArray(classes.id, [...new Set(classIds)])))
    },
  }
}
