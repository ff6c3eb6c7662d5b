import { z } from 'zod'
import { id, line, noContent, nothing, type RouteSchemas } from '../kernel/schemas'
import { ROLES } from './roles'
import type { ACCOUNT_ROUTES } from './routes'

export const schoolSchema = z.object({
  id,
  name: z.string(),
  /** IANA name, e.g. `Asia/Shanghai`: days and weeks are counted in it. */
  timeZone: z.string(),
}).meta({ id: 'School' })

export const memberSchema = z.object({ id, name: z.string(), role: z.enum(ROLES) }).meta({ id: 'Member' })

const signedIn = z.object({
  accessToken: z.string(),
  /** Remaining life of the access token. */
  expiresInSeconds: z.int(),
  refreshToken: z.string(),
  member: memberSchema,
  school: schoolSchema,
})

const refreshTokenBody = z.strictObject({ refreshToken: z.string().min(1).max(512) })

export const ACCOUNT_SCHEMAS = {
  login: {
    summary: 'Sign in with account and password',
    params: nothing, query: nothing, status: 200, response: signedIn,
    body: z.strictObject({ account: line(64), password: z.string().min(1).max(256) }),
  },
  refreshTokens: {
    summary: 'Trade a refresh token for a new pair; each works once',
    params: nothing, query: nothing, body: refreshTokenBody, status: 200, response: signedIn,
  },
  logout: {
    summary: 'Sign out on this device',
    params: nothing, query: nothing, body: refreshTokenBody, status: 204, response: noContent,
  },
  logoutEverywhere: {
    summary: 'Sign out on all devices',
    params: nothing, query: nothing, body: nothing, status: 204, response: noContent,
  },
  getMe: {
    summary: 'Who is signed in',
    params: nothing, query: nothing, body: nothing, status: 200,
    response: z.object({ member: memberSchema, school: schoolSchema }),
  },
} as const satisfies Record<keyof typeof ACCOUNT_ROUTES, RouteSchemas>
