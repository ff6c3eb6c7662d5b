import { requireRight } from '../account/policy'
import type { Handlers } from '../../kernel/http/handlers'
import type { Catalog } from './catalog'
import type { LessonService } from './service'

export interface LessonHandlerDeps {
  service: LessonService
  catalog: Catalog
}

export type LessonHandlers = Pick<Handlers,
  'listCourses' | 'listRooms' | 'listTeachers' | 'listLessons' | 'createLesson' | 'getLesson' | 'updateLesson' | 'cancelLesson'>

export const lessonHandlers = ({ service, catalog }: LessonHandlerDeps): LessonHandlers => ({
  listLessons: ({ caller, query }) => service.list(caller, query),
  createLesson: ({ caller, body }) => service.create(caller, body),
  getLesson: ({ caller, params }) => service.get(caller, params.id),
  updateLesson: ({ caller, params, body }) => service.setTeacher(caller, params.id, body.teacherId),
  cancelLesson: ({ caller, params }) => service.cancel(caller, params.id),

  async listCourses({ caller }) {
    requireRight(caller, 'courses.list')
    return { courses: await catalog.courses(caller) }
  },

  async listRooms({ caller }) {
    requireRight(caller, 'rooms.list')
    return { rooms: await catalog.rooms(caller) }
  },

  async listTeachers({ caller }) {
    requireRight(caller, 'teachers.list')
    return { teachers: await catalog.teachers(caller) }
  },
})
