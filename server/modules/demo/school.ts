import { hashPassword } from '../account/passwords'
import type { Database } from '../../kernel/db/database'
import { classes, classMembers, courses, members, rooms, schools } from '../../kernel/db/schema'
import type { DemoAccount } from './accounts'
import { DEMO_TIME_ZONE } from './rules/timetable'

/** By this id the demo school is known again at later starts. */
export const DEMO_SCHOOL_ID = 'd3a05c40-0000-4000-8000-4b61696b6501'

const COURSES = [
  { name: '高一数学', teacher: 'teacher' },
  { name: '高一英语', teacher: 'teacher2' },
  { name: '高一物理', teacher: 'teacher3' },
]
const ROOMS = ['101 教室', '202 录播室']

/** The school without lessons, in one transaction: it is there whole or not at all. */
export async function createDemoSchool(db: Database, accounts: readonly DemoAccount[]): Promise<void> {
  const people = await Promise.all(accounts.map(async ({ account, name, role, password }) =>
    ({ schoolId: DEMO_SCHOOL_ID, account, name, role, passwordHash: await hashPassword(password) })))
  const schoolId = DEMO_SCHOOL_ID
  await db.transaction(async tx => {
    await tx.insert(schools).values({ id: schoolId, name: '开课示范学校', timeZone: DEMO_TIME_ZONE })
    const saved = await tx.insert(members).values(people).returning({ id: members.id, account: members.account, role: members.role })
    const [theClass] = await tx.insert(classes).values({ schoolId, name: '高一（1）班' }).returning({ id: classes.id })
    if (!theClass) throw new Error('INSERT returned no row')
    const students = saved.filter(({ role }) => role === 'student')
    await tx.insert(classMembers).values(students.map(({ id }) => ({ schoolId, classId: theClass.id, memberId: id })))
    await tx.insert(rooms).values(ROOMS.map(name => ({ schoolId, name })))
    const teacherId = new Map(saved.map(({ account, id }) => [account, id]))
    await tx.insert(courses).values(COURSES.map(({ name, teacher }) =>
      ({ schoolId, classId: theClass.id, name, teacherId: teacherId.get(teacher) ?? null })))
  })
}
