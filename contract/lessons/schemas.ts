import { z } from 'zod'
import { day, id, idParams, instant, line, named, nothing, type RouteSchemas } from '../kernel/schemas'
import { LESSON_PHASES } from './phase'
import type { LESSON_ROUTES } from './routes'

export const courseSchema = z.object({
  id,
  name: z.string(),
  class: named,
  teacher: named.nullable(),
}).meta({ id: 'Course' })

export const lessonSchema = z.object({
  id,
  title: z.string(),
  course: named,
  class: named,
  teacher: named,
  room: named.nullable(),
  startsAt: instant,
  endsAt: instant,
  phase: z.enum(LESSON_PHASES),
}).meta({ id: 'Lesson' })

export const LESSON_SCHEMAS = {
  listCourses: {
    summary: 'Courses of the school (admin)',
    params: nothing, query: nothing, body: nothing, status: 200,
    response: z.object({ courses: z.array(courseSchema) }),
  },
  listRooms: {
    summary: 'Rooms of the school (admin)',
    params: nothing, query: nothing, body: nothing, status: 200,
    response: z.object({ rooms: z.array(named) }),
  },
  listTeachers: {
    summary: 'Teachers of the school (admin)',
    params: nothing, query: nothing, body: nothing, status: 200,
    response: z.object({ teachers: z.array(named) }),
  },

  listLessons: {
    summary: 'Lessons of a range of days: all of the school for admins, else one\'s own',
    params: nothing, body: nothing, status: 200,
    query: z.strictObject({ from: day, to: day, memberId: id.optional() }),
    response: z.object({ lessons: z.array(lessonSchema), timeZone: z.string(), serverTime: instant }),
  },
  createLesson: {
    summary: 'Schedule a lesson (admin)',
    params: nothing, query: nothing, status: 201, response: lessonSchema,
    body: z.strictObject({
      courseId: id,
      teacherId: id,
      roomId: id.nullable().optional(),
      title: line(80).optional(),
      startsAt: instant,
      endsAt: instant,
    }),
  },
  getLesson: {
    summary: 'One lesson',
    params: idParams, query: nothing, body: nothing, status: 200, response: lessonSchema,
  },
  setLessonTeacher: {
    summary: 'Give the lesson to another teacher (admin); a stream on air is cut',
    params: idParams, query: nothing, status: 200, response: lessonSchema,
    body: z.strictObject({ teacherId: id }),
  },
  cancelLesson: {
    summary: 'Cancel a lesson that is not on air (admin)',
    params: idParams, query: nothing, body: nothing, status: 200, response: lessonSchema,
  },
} as const satisfies Record<keyof typeof LESSON_ROUTES, RouteSchemas>
