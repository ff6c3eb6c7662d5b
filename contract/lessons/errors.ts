import type { ApiErrorSpec } from '../kernel/errors'

export const LESSON_ERRORS = {
  TEACHER_BOOKED: {
    status: 409, report: false,
    zh: '该教师在此时段已有课程', en: 'The teacher already has a lesson at that time',
  },
  ROOM_BOOKED: { status: 409, report: false, zh: '该教室在此时段已被占用', en: 'The room is already taken at that time' },
  CLASS_BOOKED: {
    status: 409, report: false,
    zh: '该班级在此时段已有课程', en: 'The class already has a lesson at that time',
  },
  LESSON_CANCELLED: { status: 409, report: false, zh: '这节课已取消', en: 'This lesson was cancelled' },
  LESSON_ON_AIR: { status: 409, report: false, zh: '课程正在直播，请先下课', en: 'The lesson is on air. End it first' },
  LESSON_ENDED: { status: 409, report: false, zh: '这节课已结束', en: 'This lesson is over' },
} as const satisfies Record<string, ApiErrorSpec>
