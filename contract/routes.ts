/**
 * Method and path of every route, without zod, so that the mini-program's client stays small.
 * Parameters are written `{id}`; what goes in and comes out stands in `schemas.ts` under the same name.
 */
export interface RouteSpec {
  /** No PATCH: WeChat's `request` cannot send it. */
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  /** Who may call it at all; what exactly is decided by `server/modules/account/policy.ts`. */
  auth: 'none' | 'member'
}

export const ROUTES = {
  login: { method: 'POST', path: '/api/v1/auth/login', auth: 'none' },
  refresh: { method: 'POST', path: '/api/v1/auth/refresh', auth: 'none' },
  logout: { method: 'POST', path: '/api/v1/auth/logout', auth: 'none' },
  logoutEverywhere: { method: 'POST', path: '/api/v1/auth/logout-everywhere', auth: 'member' },
  me: { method: 'GET', path: '/api/v1/me', auth: 'member' },

  listCourses: { method: 'GET', path: '/api/v1/courses', auth: 'member' },
  listRooms: { method: 'GET', path: '/api/v1/rooms', auth: 'member' },
  listTeachers: { method: 'GET', path: '/api/v1/teachers', auth: 'member' },

  listLessons: { method: 'GET', path: '/api/v1/lessons', auth: 'member' },
  createLesson: { method: 'POST', path: '/api/v1/lessons', auth: 'member' },
  getLesson: { method: 'GET', path: '/api/v1/lessons/{id}', auth: 'member' },
  updateLesson: { method: 'PUT', path: '/api/v1/lessons/{id}/teacher', auth: 'member' },
  cancelLesson: { method: 'POST', path: '/api/v1/lessons/{id}/cancel', auth: 'member' },

  getLive: { method: 'GET', path: '/api/v1/lessons/{id}/live', auth: 'member' },
  getLiveStats: { method: 'GET', path: '/api/v1/lessons/{id}/live/stats', auth: 'member' },
  startLive: { method: 'POST', path: '/api/v1/lessons/{id}/live/start', auth: 'member' },
  stopLive: { method: 'POST', path: '/api/v1/lessons/{id}/live/stop', auth: 'member' },
  probeUplink: { method: 'POST', path: '/api/v1/lessons/{id}/live/probe', auth: 'member' },
  watchLesson: { method: 'POST', path: '/api/v1/lessons/{id}/watch', auth: 'member' },

  reportQos: { method: 'POST', path: '/api/v1/lessons/{id}/live/qos', auth: 'member' },
  getQos: { method: 'GET', path: '/api/v1/lessons/{id}/live/qos', auth: 'member' },
  exportQos: { method: 'GET', path: '/api/v1/lessons/{id}/live/qos/export', auth: 'member' },

  health: { method: 'GET', path: '/api/health', auth: 'none' },
} as const satisfies Record<string, RouteSpec>

export type RouteName = keyof typeof ROUTES
