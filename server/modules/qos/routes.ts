import type { Handlers } from '../../kernel/http/handlers'
import type { Directory } from '../account/module'
import type { LessonAccess } from '../lessons/module'
import { exportFile } from './export'
import type { QosAction } from './policy'
import type { QosService } from './service'

interface QosHandlerDeps {
  lessonFor: LessonAccess<QosAction>
  service: QosService
  directory: Pick<Directory, 'findMember' | 'timeZone'>
}

export type QosHandlers = Pick<Handlers, 'reportQosSamples' | 'getQosTimeline' | 'exportQosTimeline'>

export const qosHandlers = ({ lessonFor, service, directory }: QosHandlerDeps): QosHandlers => ({
  async reportQosSamples({ caller, params, body }) {
    await lessonFor(caller, body.component === 'pusher' ? 'qos.reportPusher' : 'qos.reportPlayer', params.id)
    return service.report(caller, params.id, body)
  },

  async getQosTimeline({ caller, params, query }) {
    const lesson = await lessonFor(caller, 'qos.read', params.id)
    const teacher = await directory.findMember(lesson.schoolId, lesson.teacherId)
    return service.read({ lessonId: lesson.id, sessionId: query.sessionId, teacherName: teacher?.name ?? '' })
  },

  async exportQosTimeline({ caller, params, query, language }) {
    const lesson = await lessonFor(caller, 'qos.read', params.id)
    const [teacher, timeZone] = await Promise.all([
      directory.findMember(lesson.schoolId, lesson.teacherId), directory.timeZone(lesson.schoolId),
    ])
    const teacherName = teacher?.name ?? ''
    const whole = await service.readWhole({ lessonId: lesson.id, sessionId: query.sessionId, teacherName })
    return exportFile({ ...whole, title: lesson.title, timeZone, language }, query.format)
  },
})
