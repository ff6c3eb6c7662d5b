import type { Database } from '../../kernel/db/database'
import { hashPassword, seedSchool } from '../account/module'
import { seedCatalog } from '../lessons/module'
import type { DemoAccount } from './accounts'
import { DEMO_TIME_ZONE } from './rules/timetable'

/** Later starts find the demo school by this id. */
export const DEMO_SCHOOL_ID = 'd3a05c40-0000-4000-8000-4b61696b6501'

const COURSES = [
  { name: '高一数学', teacher: 'teacher' },
  { name: '高一英语', teacher: 'teacher2' },
  { name: '高一物理', teacher: 'teacher3' },
]
const ROOMS = ['101 教室', '202 录播室']

/** Creates the school without lessons, in one transaction. */
export async function createDemoSchool(db: Database, accounts: readonly DemoAccount[]): Promise<void> {
  const members = await Promise.all(accounts.map(async ({ account, name, role, password }) =>
    ({ account, name, role, passwordHash: await hashPassword(password) })))
  const schoolId = DEMO_SCHOOL_ID
  await db.transaction(async tx => {
    const { classId, memberIds } = await seedSchool(tx, {
      id: schoolId, name: '开课示范学校', timeZone: DEMO_TIME_ZONE, className: '高一（1）班', members,
    })
    const courses = COURSES.map(({ name, teacher }) => ({ name, teacherId: memberIds.get(teacher) ?? null }))
    await seedCatalog(tx, { schoolId, classId, courses, rooms: ROOMS })
  })
}
