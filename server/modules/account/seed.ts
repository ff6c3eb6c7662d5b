/** Bulk writes of this module's tables, for creating whole schools. `db` may be a transaction. */
import { eq, inArray } from 'drizzle-orm'
import type { Role } from '../../../contract'
import type { Database } from '../../kernel/db/database'
import { classes, classMembers, members, schools } from './tables'

interface SeedMember {
  account: string
  name: string
  role: Role
  passwordHash: string
}

interface SeedSchool {
  id: string
  name: string
  timeZone: string
  /** The school's only class; all students are in it. */
  className: string
  members: readonly SeedMember[]
}

/** Returns the class's id and the members' ids by account. */
export async function seedSchool(
  db: Database, school: SeedSchool,
): Promise<{ classId: string, memberIds: Map<string, string> }> {
  const { id: schoolId, name, timeZone } = school
  await db.insert(schools).values({ id: schoolId, name, timeZone })
  const saved = await db.insert(members).values(school.members.map(member => ({ schoolId, ...member })))
    .returning({ id: members.id, account: members.account, role: members.role })
  const [row] = await db.insert(classes).values({ schoolId, name: school.className }).returning({ id: classes.id })
  if (!row) throw new Error('INSERT returned no row')
  const classId = row.id
  const students = saved.filter(({ role }) => role === 'student')
  await db.insert(classMembers).values(students.map(({ id }) => ({ schoolId, classId, memberId: id })))
  return { classId, memberIds: new Map(saved.map(({ account, id }) => [account, id])) }
}

/** Whether this school exists; without an id, whether any school exists. */
export async function hasSchool(db: Database, schoolId?: string): Promise<boolean> {
  const found = await db.select({ id: schools.id }).from(schools)
    .where(schoolId === undefined ? undefined : eq(schools.id, schoolId)).limit(1)
  return found.length > 0
}

/** The accounts in this list that already exist, in any school. */
export async function takenAccounts(db: Database, accounts: readonly string[]): Promise<string[]> {
  const taken = await db.select({ account: members.account })
    .from(members)
    .where(inArray(members.account, [...accounts]))
  return taken.map(({ account }) => account)
}
