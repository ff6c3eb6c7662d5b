import type { ApiErrorCode } from '../../../../contract/errors'
import { ROUTES } from '../../../../contract/routes'
import type { RouteName } from '../../../../contract/routes'

/** Codes of this route besides those that follow from its method, path and `auth`. */
const OWN_ERRORS = {
  login: ['BAD_CREDENTIALS'],
  refresh: ['UNAUTHENTICATED', 'TOKEN_EXPIRED', 'SESSION_REVOKED'],
  logout: [],
  logoutEverywhere: [],
  me: [],
  listCourses: [],
  listRooms: [],
  listTeachers: [],
  listLessons: ['NOT_FOUND'],
  createLesson: ['NOT_FOUND', 'TEACHER_BOOKED', 'ROOM_BOOKED', 'CLASS_BOOKED'],
  getLesson: [],
  updateLesson: ['TEACHER_BOOKED', 'LESSON_CANCELLED', 'LESSON_ENDED'],
  cancelLesson: ['LESSON_ON_AIR', 'LESSON_ENDED'],
  getLive: [],
  getLiveStats: [],
  startLive: ['LESSON_CANCELLED', 'LESSON_NOT_OPEN', 'LESSON_ENDED'],
  stopLive: [],
  probeUplink: [],
  watchLesson: [],
  reportQos: ['LESSON_ENDED', 'QOS_FULL'],
  getQos: [],
  exportQos: [],
  health: ['SHUTTING_DOWN'],
} as const satisfies Record<RouteName, readonly ApiErrorCode[]>

/** Every code that a route may answer, for the OpenAPI document. */
export function errorsOf(name: RouteName): ApiErrorCode[] {
  const { method, path, auth } = ROUTES[name]
  return [
    'VALIDATION_FAILED', 'RATE_LIMITED', 'INTERNAL',
    ...(auth === 'member' ? ['UNAUTHENTICATED', 'TOKEN_EXPIRED', 'SESSION_REVOKED', 'FORBIDDEN'] as const : []),
    ...(path.includes('{') ? ['NOT_FOUND'] as const : []),
    ...(method === 'GET' ? [] : ['BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const),
    ...OWN_ERRORS[name],
  ]
}
