import type { RouteSpec } from '../kernel/routes'

export const CLASS_ROUTES = {
  getLiveSnapshot: { method: 'GET', path: '/api/v1/lessons/{id}/live', auth: 'member' },
  getStreamStats: { method: 'GET', path: '/api/v1/lessons/{id}/live/stats', auth: 'member' },
  startLiveSession: { method: 'POST', path: '/api/v1/lessons/{id}/live/start', auth: 'member' },
  stopLiveSession: { method: 'POST', path: '/api/v1/lessons/{id}/live/stop', auth: 'member' },
  probeUplink: { method: 'POST', path: '/api/v1/lessons/{id}/live/probe', auth: 'member' },
  watchLesson: { method: 'POST', path: '/api/v1/lessons/{id}/watch', auth: 'member' },
} as const satisfies Record<string, RouteSpec>
