import { AppError } from '../../kernel/http/errors/app-error'
import type { Handlers } from '../../kernel/http/handlers'
import type { Directory } from '../account/module'
import type { LessonAccess } from './access'
import type { Catalog } from './catalog'
import { planPolicy } from './policy'
import type { LessonService } from './service'

interface LessonHandlerDeps {
  service: LessonService
  lessonFor: LessonAccess<'lesson.see' | 'lesson.change'>
  catalog: Pick<Catalog, 'courses' | 'rooms'>
  directory: Pick<Directory, 'teachers'>
}

export type LessonHandlers = Pick<Handlers,
  | 'listCourses' | 'listRooms' | 'listTeachers'
  | 'listLessons' | 'createLesson' | 'getLesson' | 'setLessonTeacher' | 'cancelLesson'>

export const lessonHandlers = ({ service, lessonFor, catalog, directory }: LessonHandlerDeps): LessonHandlers => ({
  async listLessons({ caller, query }) {
    planPolicy.require(caller, 'lessons.list', caller)
    const isOfOther = query.memberId !== undefined && query.memberId !== caller.memberId
    // Other members do not exist for teachers and students.
    if (isOfOther && !planPolicy.allows(caller, 'lessons.listOfMember', caller)) throw new AppError('NOT_FOUND')
    return service.list(caller, query)
  },

  async createLesson({ caller, body }) {
    planPolicy.require(caller, 'lessons.plan', caller)
    return service.create(caller, body)
  },

  async getLesson({ caller, params }) {
    return service.get(await lessonFor(caller, 'lesson.see', params.id))
  },

  async setLessonTeacher({ caller, params, body }) {
    return service.setTeacher(caller, await lessonFor(caller, 'lesson.change', params.id), body.teacherId)
  },

  async cancelLesson({ caller, params }) {
    return service.cancel(caller, await lessonFor(caller, 'lesson.change', params.id))
  },

  async listCourses({ caller }) {
    planPolicy.require(caller, 'courses.list', caller)
    return { courses: await catalog.courses(caller.schoolId) }
  },

  async listRooms({ caller }) {
    planPolicy.require(caller, 'rooms.list', caller)
    return { rooms: await catalog.rooms(caller.schoolId) }
  },

  async listTeachers({ caller }) {
    planPolicy.require(caller, 'teachers.list', caller)
    return { teachers: await directory.teachers(caller.schoolId) }
  },
})
