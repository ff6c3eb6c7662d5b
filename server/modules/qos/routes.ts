import type { Handlers } from '../../kernel/http/handlers'
import type { Catalog } from '../lessons/catalog'
import type { LessonAccess } from '../class/access'
import { exportFile } from './export'
import type { QosService } from './service'

export interface QosHandlerDeps {
  lessonFor: LessonAccess
  service: QosService
  catalog: Pick<Catalog, 'findMember' | 'timeZone'>
}

export type QosHandlers = Pick<Handlers, 'reportQos' | 'getQos' | 'exportQos'>

export const qosHandlers = ({ lessonFor, service, catalog }: QosHandlerDeps): QosHandlers => ({
  async reportQos({ caller, params, body }) {
    await lessonFor(caller, body.component === 'pusher' ? 'qos.reportPusher' : 'qos.reportPlayer', params.id)
    return service.report(caller, params.id, body)
  },

  async getQos({ caller, params, query }) {
    const { lesson } = await lessonFor(caller, 'qos.read', params.id)
    const teacher = await catalog.findMember(caller, lesson.teacherId)
    return service.read(lesson.id, query.sessionId, teacher?.name ?? '')
  },

  async exportQos({ caller, params, query, language }) {
    const { lesson } = await lessonFor(caller, 'qos.read', params.id)
    const [teacher, timeZone] = await Promise.all([catalog.findMember(caller, lesson.teacherId), catalog.timeZone(caller)])
    const whole = await service.readWhole(lesson.id, query.sessionId, teacher?.name ?? '')
    return exportFile({ ...whole, title: lesson.title, timeZone, language }, query.format)
  },
})
