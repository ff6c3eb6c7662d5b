import { fakeServer as server } from '../../tests/support/client/fake-server'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from './api-error'
import { api, onExchange, onSignedOut } from './http'
import { readTokens, writeTokens } from './token-storage'

const me = {
  member: { id: 'm', name: '王老师', role: 'teacher' },
  school: { id: 's', name: '春风小学', timeZone: 'Asia/Shanghai' },
}
const expired = { status: 401, body: { code: 'TOKEN_EXPIRED', message: '登录已过期', requestId: 'r1' } }

beforeEach(() => server.reset())

/** A server that accepts one access token and exchanges `refresh-1` for the next one. */
function serverWithRenewal(refresh: () => unknown): void {
  server.on('POST /api/v1/auth/refresh', refresh)
  server.on('GET /api/v1/me', ({ header }) =>
    header.Authorization === 'Bearer access-2' ? { status: 200, body: me } : expired)
}

const renewed = {
  status: 200,
  body: { ...me, accessToken: 'access-2', refreshToken: 'refresh-2', expiresInSeconds: 900 },
}

describe('a request', () => {
  it('fills the path, omits undefined values and escapes the rest', async () => {
    server.on('GET /api/v1/lessons', () => ({ status: 200, body: { lessons: [] } }))
    await api('listLessons', { query: { from: '2026-11-23', to: '2026-11-29', memberId: undefined } })
    expect(server.requests[0]?.url).toMatch(/\/api\/v1\/lessons\?from=2026-11-23&to=2026-11-29$/)
    server.on('GET /api/v1/lessons/a%2Fb', () => ({ status: 200, body: {} }))
    await api('getLesson', { params: { id: 'a/b' } })
    expect(server.requests[1]?.url).toMatch(/\/api\/v1\/lessons\/a%2Fb$/)
  })

  it('sends the language and an empty object as the body', async () => {
    server.on('POST /api/v1/auth/logout-everywhere', () => ({ status: 204, body: '' }))
    expect(await api('logoutEverywhere')).toBeNull()
    expect(server.requests[0]).toMatchObject({ data: {}, header: { 'Accept-Language': 'zh-CN' } })
  })

  it('rejects with the server\'s error', async () => {
    server.on('GET /api/v1/lessons/x', () =>
      ({ status: 404, body: { code: 'NOT_FOUND', message: '没有找到', requestId: 'r9' } }))
    const error: unknown = await api('getLesson', { params: { id: 'x' } }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ApiError)
    expect(error)
      .toMatchObject({ code: 'NOT_FOUND', message: '没有找到', status: 404, requestId: 'r9', refusal: 'NOT_FOUND' })
  })

  it.each([
    ['the page of a gateway', { status: 502, body: '<html>Bad Gateway</html>' }],
    ['an unknown code', { status: 418, body: { code: 'TEAPOT', message: 'short and stout' } }],
  ])('rejects %s as a bad answer', async (_, answer) => {
    server.on('GET /api/health', () => answer)
    await expect(api('getHealth')).rejects.toMatchObject({ code: 'BAD_ANSWER', status: answer.status })
  })

  it('distinguishes a missing network from a slow one and reports each outcome', async () => {
    const outcomes: string[] = []
    const stop = onExchange(outcome => outcomes.push(outcome))
    await expect(api('getHealth')).rejects.toMatchObject({ code: 'OFFLINE', refusal: undefined })
    server.on('GET /api/health', () => 'timeout')
    await expect(api('getHealth')).rejects.toMatchObject({ code: 'TIMEOUT', refusal: undefined })
    server.on('GET /api/health', () => ({ status: 200, body: { status: 'ok', version: '1' } }))
    await api('getHealth')
    stop()
    expect(outcomes).toEqual(['unreachable', 'unreachable', 'answered'])
  })
})

describe('an expired sign-in', () => {
  beforeEach(() => writeTokens({ accessToken: 'access-1', refreshToken: 'refresh-1' }))

  it('is renewed once for all requests refused together', async () => {
    const refresh = vi.fn(() => renewed)
    serverWithRenewal(refresh)
    const answers = await Promise.all([api('getMe'), api('getMe'), api('getMe')])
    expect(answers).toEqual([me, me, me])
    expect(refresh).toHaveBeenCalledTimes(1)
    expect(readTokens()).toEqual({ accessToken: 'access-2', refreshToken: 'refresh-2' })
  })

  it('uses the tokens that another tab has renewed', async () => {
    const refresh = vi.fn(() => renewed)
    serverWithRenewal(refresh)
    const answer = api('getMe')
    writeTokens({ accessToken: 'access-2', refreshToken: 'refresh-2' })
    expect(await answer).toEqual(me)
    expect(refresh).not.toHaveBeenCalled()
  })

  it('ends with a signal when the server refuses the refresh token', async () => {
    serverWithRenewal(() => ({ status: 401, body: { code: 'SESSION_REVOKED', message: '登录已失效', requestId: 'r2' } }))
    const signedOut = vi.fn()
    const stop = onSignedOut(signedOut)
    await expect(api('getMe')).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' })
    stop()
    expect(signedOut).toHaveBeenCalledTimes(1)
    expect(readTokens()).toBeUndefined()
  })

  it('stays while the server is unreachable', async () => {
    serverWithRenewal(() => 'unreachable')
    const signedOut = vi.fn()
    const stop = onSignedOut(signedOut)
    await expect(api('getMe')).rejects.toMatchObject({ code: 'OFFLINE' })
    stop()
    expect(signedOut).not.toHaveBeenCalled()
    expect(readTokens()).toEqual({ accessToken: 'access-1', refreshToken: 'refresh-1' })
  })

  it('is not assumed for a wrong password', async () => {
    server.on('POST /api/v1/auth/login', () =>
      ({ status: 401, body: { code: 'BAD_CREDENTIALS', message: '账号或密码不正确', requestId: 'r3' } }))
    const signedOut = vi.fn()
    const stop = onSignedOut(signedOut)
    await expect(api('login', { body: { account: 'a', password: 'b' } }))
      .rejects.toMatchObject({ code: 'BAD_CREDENTIALS' })
    stop()
    expect(signedOut).not.toHaveBeenCalled()
  })
})
