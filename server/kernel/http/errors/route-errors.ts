import type { ApiErrorCode, RouteName } from '../../../../contract'
import { ROUTES } from '../../../../contract'

/** Codes of this route besides those that follow from its method, path and `auth`. */
const OWN_ERRORS = {
  login: ['BAD_CREDENTIALS'],
  refreshTokens: ['UNAUTHENTICATED', 'TOKEN_EXPIRED', 'SESSION_REVOKED'],
  logout: [],
  logoutEverywhere: [],
  getMe: [],
  listCourses: [],
  listRooms: [],
  listTeachers: [],
  listLessons: ['NOT_FOUND'],
  createLesson: ['NOT_FOUND', 'TEACHER_BOOKED', 'ROOM_BOOKED', 'CLASS_BOOKED'],
  getLesson: [],
  setLessonTeacher: ['TEACHER_BOOKED', 'LESSON_CANCELLED', 'LESSON_ENDED'],
  cancelLesson: ['LESSON_ON_AIR', 'LESSON_ENDED'],
  getLiveSnapshot: [],
  getStreamStats: [],
  startLiveSession: ['LESSON_CANCELLED', 'LESSON_NOT_OPEN', 'LESSON_ENDED'],
  stopLiveSession: [],
  probeUplink: [],
  watchLesson: [],
  reportQosSamples: ['LESSON_ENDED', 'QOS_FULL'],
  getQosTimeline: [],
  exportQosTimeline: [],
  getHealth: ['SHUTTING_DOWN'],
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
