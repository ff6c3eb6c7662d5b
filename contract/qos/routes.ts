import type { RouteSpec } from '../kernel/routes'

export const QOS_ROUTES = {
  reportQosSamples: { method: 'POST', path: '/api/v1/lessons/{id}/live/qos', auth: 'member' },
  getQosTimeline: { method: 'GET', path: '/api/v1/lessons/{id}/live/qos', auth: 'member' },
  exportQosTimeline: { method: 'GET', path: '/api/v1/lessons/{id}/live/qos/export', auth: 'member' },
} as const satisfies Record<string, RouteSpec>
