import type { Database } from '../../kernel/db/database'
import { latestSessions } from '../class/module'
import { addLessonIfFree, lessonPhase, lessonsOfClassAfter, readCatalog, shortenLesson } from '../lessons/module'
import { planDemoLessons } from './rules/timetable'
import type { DemoLesson } from './rules/timetable'
import { DEMO_SCHOOL_ID } from './school'

/** Remaining length of a lesson that ended before its start: a lesson must end after it starts. */
const SHORTEST_LESSON_MS = 1_000

/** Adds lessons so that a new user can start one immediately, also weeks after the first start. */
export async function addDemoLessons(db: Database, now: Date): Promise<void> {
  const { courses: [firstCourse, ...otherCourses], room } = await readCatalog(db, DEMO_SCHOOL_ID)
  if (!firstCourse || !room) return // The demo school was dismantled by hand: do not change it.
  const courses = [firstCourse, ...otherCourses]
  const taken = await freeEndedTime(db, firstCourse.classId, now)
  for (const [index, { startsAt, endsAt }] of planDemoLessons(taken, now).entries()) {
    // The first lesson is the one to try, so its course belongs to the account `teacher`.
    const { id, classId, name, teacherId } = courses[index % courses.length] ?? firstCourse
    if (!teacherId) continue
    await addLessonIfFree(db, {
      schoolId: DEMO_SCHOOL_ID, courseId: id, classId, teacherId, roomId: room.id, title: name, startsAt, endsAt,
    })
  }
}

/** The class's lessons from now on. A lesson that ended early is moved to end now, which frees the rest of its time. */
async function freeEndedTime(db: Database, classId: string, now: Date): Promise<DemoLesson[]> {
  const lessons = await lessonsOfClassAfter(db, classId, now)
  const sessions = await latestSessions(db, lessons.map(({ id }) => id))
  return Promise.all(lessons.map(async lesson => {
    const { id, startsAt, endsAt } = lesson
    const phase = lessonPhase(lesson, sessions.get(id) ?? null, now)
    if (phase !== 'ended') return { startsAt, endsAt, phase }
    const freedAt = new Date(Math.max(now.getTime(), startsAt.getTime() + SHORTEST_LESSON_MS))
    await shortenLesson(db, id, freedAt)
    return { startsAt, endsAt: freedAt, phase }
  }))
}
