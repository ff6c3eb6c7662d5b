import type { RouteSpec } from '../kernel/routes'

export const LESSON_ROUTES = {
  listCourses: { method: 'GET', path: '/api/v1/courses', auth: 'member' },
  listRooms: { method: 'GET', path: '/api/v1/rooms', auth: 'member' },
  listTeachers: { method: 'GET', path: '/api/v1/teachers', auth: 'member' },

  listLessons: { method: 'GET', path: '/api/v1/lessons', auth: 'member' },
  createLesson: { method: 'POST', path: '/api/v1/lessons', auth: 'member' },
  getLesson: { method: 'GET', path: '/api/v1/lessons/{id}', auth: 'member' },
  setLessonTeacher: { method: 'PUT', path: '/api/v1/lessons/{id}/teacher', auth: 'member' },
  cancelLesson: { method: 'POST', path: '/api/v1/lessons/{id}/cancel', auth: 'member' },
} as const satisfies Record<string, RouteSpec>
