import { randomUUID } from 'node:crypto'
import type { Role } from '../../../contract'
import { hashPassword } from '../../../server/modules/account/passwords'
import type { Database } from '../../../server/kernel/db/database'
import { classes, classMembers, members, schools } from '../../../server/modules/account/tables'
import type { SessionRow } from '../../../server/modules/class/module'
import { liveSessions } from '../../../server/modules/class/tables'
import { courses, lessons, rooms } from '../../../server/modules/lessons/tables'
import type { Caller } from '../../../server/kernel/policy'

/** The password of every member of a test school. */
export const PASSWORD = 'correct horse'

let passwordHash: Promise<string> | undefined

/** The one row that was just inserted. */
function only<T>([row]: T[]): T {
  if (row === undefined) throw new Error('Nothing was inserted')
  return row
}

export interface Person extends Caller {
  account: string
  name: string
}

export interface TestSchool {
  schoolId: string
  classId: string
  courseId: string
  roomId: string
  admin: Person
  teacher: Person
  otherTeacher: Person
  student: Person
  /** A student of this school, but of a class without lessons. */
  strayStudent: Person
  /** A second class with its own course, for lessons at the same time. */
  otherClass: { classId: string, courseId: string }
}

/** Creates a school with one member of each kind directly in the tables. */
export async function createTestSchool(db: Database, timeZone = 'Asia/Shanghai'): Promise<TestSchool> {
  const { id: schoolId } = only(await db.insert(schools).values({ name: 'Test school', timeZone }).returning())
  const hash = await (passwordHash ??= hashPassword(PASSWORD))
  const addPerson = async (role: Role): Promise<Person> => {
    const account = `${role}-${randomUUID()}`
    const values = { schoolId, account, name: account.slice(0, 16), role, passwordHash: hash }
    const { id } = only(await db.insert(members).values(values).returning())
    return { memberId: id, schoolId, role, account, name: account.slice(0, 16) }
  }
  const addClass = async (name: string, students: Person[]) => {
    const { id: classId } = only(await db.insert(classes).values({ schoolId, name }).returning())
    await db.insert(classMembers).values(students.map(({ memberId }) => ({ schoolId, classId, memberId })))
    const course = { schoolId, classId, name: `Maths ${name}` }
    const { id: courseId } = only(await db.insert(courses).values(course).returning())
    return { classId, courseId }
  }
  const admin = await addPerson('admin')
  const teacher = await addPerson('teacher')
  const otherTeacher = await addPerson('teacher')
  const student = await addPerson('student')
  const strayStudent = await addPerson('student')
  const { id: roomId } = only(await db.insert(rooms).values({ schoolId, name: 'Room 1' }).returning())
  const ownClass = await addClass('A', [student])
  const otherClass = await addClass('B', [strayStudent])
  return { schoolId, ...ownClass, roomId, admin, teacher, otherTeacher, student, strayStudent, otherClass }
}

/** A lesson of the school's first class with its teacher. */
export async function addLesson(
  db: Database,
  { schoolId, classId, courseId, teacher }: TestSchool,
  startsAt: Date,
  endsAt: Date,
): Promise<string> {
  const values = { schoolId, classId, courseId, teacherId: teacher.memberId, title: 'Maths', startsAt, endsAt }
  return only(await db.insert(lessons).values(values).returning()).id
}

export async function addSession(
  db: Database,
  { schoolId, teacher }: TestSchool,
  lessonId: string,
  state: SessionRow['state'],
): Promise<string> {
  return only(await db.insert(liveSessions).values({
    schoolId,
    lessonId,
    teacherId: teacher.memberId,
    stream: randomUUID().replaceAll('-', ''),
    state,
    startedAt: new Date(),
    ...(state === 'ended' && { endedAt: new Date(), endReason: 'teacher_ended' as const }),
  }).returning()).id
}
