import { eq } from 'drizzle-orm'
import { SignJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import type { SignedIn } from '../../../contract'
import { members, refreshTokens } from './tables'
import { describeOnBothDatabases, useDatabase } from '../../../tests/support/server/databases'
import { createTestSchool, PASSWORD } from '../../../tests/support/server/school'
import type { TestSchool } from '../../../tests/support/server/school'
import { useServer } from '../../../tests/support/server/server'
import { ACCESS_TOKEN_LIFE_SECONDS } from './access-tokens'
import { REFRESH_TOKEN_LIFE_MS, REUSE_GRACE_MS } from './refresh-tokens'

describeOnBothDatabases('signing in', database => {
  const server = useServer(database)
  let school: TestSchool
  beforeAll(async () => { school = await createTestSchool(database().db) })

  const me = (token: string) => server().call<{ code?: string }>('GET', '/api/v1/me', { token })
  const refresh = (refreshToken: string) =>
    server().call<SignedIn & { code?: string }>('POST', '/api/v1/auth/refresh', { body: { refreshToken } })
  const login = (account: string, password: string) =>
    server().call('POST', '/api/v1/auth/login', { body: { account, password } })
  const logout = (refreshToken: string) => server().call('POST', '/api/v1/auth/logout', { body: { refreshToken } })

  it('returns the signed-in member, for an account in any letter case', async () => {
    const signedIn = await server().login({ account: school.teacher.account.toUpperCase() })
    expect(signedIn.member).toEqual({ id: school.teacher.memberId, name: school.teacher.name, role: 'teacher' })
    expect(signedIn.expiresInSeconds).toBe(ACCESS_TOKEN_LIFE_SECONDS)
    expect(await me(signedIn.accessToken))
      .toMatchObject({ status: 200, body: { member: signedIn.member, school: signedIn.school } })
  })

  it('gives the same answer to a wrong password and an unknown account', async () => {
    const wrong = await login(school.admin.account, 'wrong')
    const unknown = await login('nobody', PASSWORD)
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect({ ...Object(wrong.body), requestId: '' }).toEqual({ ...Object(unknown.body), requestId: '' })
    expect(wrong.body).toMatchObject({ code: 'BAD_CREDENTIALS' })
  })

  it('stores neither password nor refresh token', async () => {
    const { refreshToken } = await server().login(school.student)
    const { db } = database()
    const rows = JSON.stringify([await db.select().from(refreshTokens), await db.select().from(members)])
    expect(rows).not.toContain(refreshToken)
    expect(rows).not.toContain(PASSWORD)
    expect(rows).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
  })

  it('accepts an access token for 15 minutes', async () => {
    const { accessToken } = await server().login(school.student)
    server().clock.pass((ACCESS_TOKEN_LIFE_SECONDS - 1) * 1000)
    expect((await me(accessToken)).status).toBe(200)
    server().clock.pass(2000)
    expect(await me(accessToken)).toMatchObject({ status: 401, body: { code: 'TOKEN_EXPIRED' } })
  })

  it.each([
    ['no token', undefined],
    ['nonsense', 'nonsense'],
    ['an unsigned token', `${btoa('{"alg":"none"}')}.${btoa('{"sub":"x"}')}.`],
  ])('refuses %s', async (_name, token) => {
    expect(await server().call('GET', '/api/v1/me', { token }))
      .toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } })
  })

  it('refuses a token that another key signed', async () => {
    const { memberId, schoolId } = school.admin
    const otherKey = new TextEncoder().encode('another key of enough length, really')
    const forged = await new SignJWT({ school: schoolId, role: 'admin', family: memberId })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('kaike')
      .setSubject(memberId)
      .setExpirationTime('1h')
      .sign(otherKey)
    expect(await me(forged)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } })
  })

  it('reads the caller from the database, not from the token', async () => {
    const promoted = await createTestSchool(database().db)
    const { accessToken } = await server().login(promoted.student)
    expect((await server().call('GET', '/api/v1/rooms', { token: accessToken })).status).toBe(403)
    await database().db.update(members).set({ role: 'admin' }).where(eq(members.id, promoted.student.memberId))
    expect((await server().call('GET', '/api/v1/rooms', { token: accessToken })).status).toBe(200)
  })

  describe('refreshing', () => {
    it('gives a new pair each time', async () => {
      let { refreshToken } = await server().login(school.teacher)
      const seen = new Set([refreshToken])
      for (let round = 0; round < 3; round += 1) {
        server().clock.pass(60_000)
        const answer = await refresh(refreshToken)
        expect(answer.status).toBe(200)
        expect((await me(answer.body.accessToken)).status).toBe(200)
        refreshToken = answer.body.refreshToken
        seen.add(refreshToken)
      }
      expect(seen.size).toBe(4)
    })

    it('does not sign out a client with two tabs that refresh at the same time', async () => {
      const { refreshToken } = await server().login(school.teacher)
      const answers = await Promise.all([refresh(refreshToken), refresh(refreshToken), refresh(refreshToken)])
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
      server().clock.pass(REUSE_GRACE_MS)
      expect((await refresh(refreshToken)).status).toBe(200)
      for (const { body } of answers) expect((await refresh(body.refreshToken)).status).toBe(200)
    })

    it('revokes the whole sign-in when a used token is sent again later', async () => {
      const { refreshToken: stolen } = await server().login(school.teacher)
      const fresh = await refresh(stolen)
      server().clock.pass(REUSE_GRACE_MS + 1)
      expect(await refresh(stolen)).toMatchObject({ status: 401, body: { code: 'SESSION_REVOKED' } })
      expect(await refresh(fresh.body.refreshToken)).toMatchObject({ status: 401, body: { code: 'SESSION_REVOKED' } })
      expect(await me(fresh.body.accessToken)).toMatchObject({ status: 401, body: { code: 'SESSION_REVOKED' } })
    })

    it('keeps other sign-ins of the member when one is revoked', async () => {
      const phone = await server().login(school.teacher)
      const laptop = await server().login(school.teacher)
      await refresh(laptop.refreshToken)
      server().clock.pass(REUSE_GRACE_MS + 1)
      await refresh(laptop.refreshToken)
      expect((await me(phone.accessToken)).status).toBe(200)
      expect((await refresh(phone.refreshToken)).status).toBe(200)
    })

    it('ends after a month without use, and deletes the token at the next sign-in', async () => {
      const { refreshToken } = await server().login(school.otherTeacher)
      server().clock.pass(REFRESH_TOKEN_LIFE_MS)
      expect(await refresh(refreshToken)).toMatchObject({ status: 401, body: { code: 'TOKEN_EXPIRED' } })
      server().clock.pass(1)
      await server().login(school.otherTeacher)
      expect(await refresh(refreshToken)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } })
    })
  })

  describe('signing out', () => {
    it('signs out this device immediately, and no other', async () => {
      const phone = await server().login(school.student)
      const laptop = await server().login(school.student)
      expect((await logout(phone.refreshToken)).status).toBe(204)
      expect(await me(phone.accessToken)).toMatchObject({ status: 401, body: { code: 'SESSION_REVOKED' } })
      expect(await refresh(phone.refreshToken)).toMatchObject({ status: 401, body: { code: 'SESSION_REVOKED' } })
      expect((await me(laptop.accessToken)).status).toBe(200)
    })

    it('succeeds for an unknown token', async () => {
      expect((await logout('unknown')).status).toBe(204)
    })

    it('everywhere signs out all devices of the member immediately, and no others', async () => {
      const phone = await server().login(school.student)
      const laptop = await server().login(school.student)
      const other = await server().login(school.strayStudent)
      const { status } = await server().call('POST', '/api/v1/auth/logout-everywhere', { token: phone.accessToken })
      expect(status).toBe(204)
      for (const { accessToken, refreshToken } of [phone, laptop]) {
        expect((await me(accessToken)).status).toBe(401)
        expect((await refresh(refreshToken)).status).toBe(401)
      }
      expect((await me(other.accessToken)).status).toBe(200)
    })

    it('revokes tokens of refreshes that run at the same time', async () => {
      const signedIn = await server().login(school.student)
      const [, ...refreshed] = await Promise.all([
        server().call('POST', '/api/v1/auth/logout-everywhere', { token: signedIn.accessToken }),
        ...Array.from({ length: 5 }, () => refresh(signedIn.refreshToken)),
      ])
      const made = refreshed.filter(({ status }) => status === 200)
      for (const { body } of made) expect((await me(body.accessToken)).status).toBe(401)
    })
  })
})

describe('too many wrong passwords', () => {
  const database = useDatabase()
  const server = useServer(database, { TRUST_PROXY: '1' })
  let school: TestSchool
  beforeAll(async () => { school = await createTestSchool(database().db) })

  const tryPassword = (account: string, address: string, password = 'wrong') =>
    server().call('POST', '/api/v1/auth/login', {
      body: { account, password },
      headers: { 'x-forwarded-for': address },
    })

  it('block the account for that address, for a stated time', async () => {
    const { account } = school.teacher
    for (let tries = 0; tries < 10; tries += 1) expect((await tryPassword(account, '10.0.0.1')).status).toBe(401)
    const refused = await tryPassword(account, '10.0.0.1', PASSWORD)
    expect(refused).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } })
    expect((await tryPassword(account, '10.0.0.2', PASSWORD)).status).toBe(200)
    server().clock.pass(Number(refused.headers['retry-after']) * 1000)
    expect((await tryPassword(account, '10.0.0.1', PASSWORD)).status).toBe(200)
  })

  it('do not include attempts with the right password', async () => {
    for (let tries = 0; tries < 30; tries += 1) {
      expect((await tryPassword(school.student.account, '10.0.1.1', PASSWORD)).status).toBe(200)
    }
  })

  it('are blocked in parallel attempts too', async () => {
    const answers = await Promise.all(Array.from({ length: 15 }, () => tryPassword(school.admin.account, '10.0.2.1')))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10)
  })
})
