import { anyOf, belongsToLesson, definePolicy, isItsTeacher, isOffice } from '../../kernel/policy'

export const qosPolicy = definePolicy({
  /** All members who may watch may report the player; only the lesson's teacher has a pusher to report. */
  'qos.reportPlayer': belongsToLesson,
  'qos.reportPusher': isItsTeacher,
  /** The timeline names students and their networks: other students must never see it. */
  'qos.read': anyOf(isOffice, isItsTeacher),
})

export type QosAction = Parameters<typeof qosPolicy.allows>[1]
