import type { ApiErrorSpec } from '../kernel/errors'

export const ACCOUNT_ERRORS = {
  BAD_CREDENTIALS: { status: 401, report: false, zh: '账号或密码不正确', en: 'The account or the password is wrong' },
  UNAUTHENTICATED: { status: 401, report: false, zh: '请先登录', en: 'Sign in first' },
  TOKEN_EXPIRED: {
    status: 401, report: false,
    zh: '登录已过期，请重新登录', en: 'Your sign-in has expired. Sign in again',
  },
  SESSION_REVOKED: { status: 401, report: false, zh: '登录已失效，请重新登录', en: 'You were signed out. Sign in again' },
} as const satisfies Record<string, ApiErrorSpec>
