import type { RouteSpec } from '../kernel/routes'

export const ACCOUNT_ROUTES = {
  login: { method: 'POST', path: '/api/v1/auth/login', auth: 'none' },
  refreshTokens: { method: 'POST', path: '/api/v1/auth/refresh', auth: 'none' },
  logout: { method: 'POST', path: '/api/v1/auth/logout', auth: 'none' },
  logoutEverywhere: { method: 'POST', path: '/api/v1/auth/logout-everywhere', auth: 'member' },
  getMe: { method: 'GET', path: '/api/v1/me', auth: 'member' },
} as const satisfies Record<string, RouteSpec>
