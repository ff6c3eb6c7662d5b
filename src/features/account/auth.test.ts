import { fakeServer as server } from '../../../tests/support/client/fake-server'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { readTokens } from '@/http/token-storage'
import { useAuthStore } from './auth'

const me = {
  member: { id: 'm', name: '王老师', role: 'teacher' },
  school: { id: 's', name: '春风小学', timeZone: 'Asia/Shanghai' },
}
const signedIn = { ...me, accessToken: 'access-1', refreshToken: 'refresh-1', expiresInSeconds: 900 }

/** Restarts the app on the same device. */
function start() {
  setActivePinia(createPinia())
  return useAuthStore()
}

beforeEach(() => {
  server.reset()
  server.on('POST /api/v1/auth/login', () => ({ status: 200, body: signedIn }))
})

async function signIn() {
  const auth = start()
  await auth.signIn('teacher', 'secret')
  return auth
}

it('restores the signed-in member after a restart without network', async () => {
  expect((await signIn()).member).toEqual(me.member)
  const again = start()
  await again.restore()
  expect(again.isSignedIn).toBe(true)
  expect(again.school).toEqual(me.school)
})

it('takes a changed name from the server at the next start', async () => {
  await signIn()
  server.on('GET /api/v1/me', () => ({ status: 200, body: { ...me, member: { ...me.member, name: '王校长' } } }))
  const again = start()
  await again.restore()
  expect(again.member?.name).toBe('王校长')
})

it('signs out at the start when the server has revoked the sign-in', async () => {
  await signIn()
  const revoked = { status: 401, body: { code: 'SESSION_REVOKED', message: '登录已失效', requestId: 'r' } }
  server.on('GET /api/v1/me', () => revoked)
  server.on('POST /api/v1/auth/refresh', () => revoked)
  const again = start()
  await again.restore()
  expect(again.isSignedIn).toBe(false)
  expect(readTokens()).toBeUndefined()
})

it('signs out on the device even when the server is unreachable', async () => {
  const auth = await signIn()
  await auth.signOut()
  expect(auth.isSignedIn).toBe(false)
  expect(readTokens()).toBeUndefined()
  expect(server.requests.at(-1)).toMatchObject({ method: 'POST', data: { refreshToken: 'refresh-1' } })
})

it('stores nothing when the password is wrong', async () => {
  const wrongPassword = { code: 'BAD_CREDENTIALS', message: '账号或密码不正确', requestId: 'r' }
  server.on('POST /api/v1/auth/login', () => ({ status: 401, body: wrongPassword }))
  const auth = start()
  await expect(auth.signIn('teacher', 'wrong')).rejects.toMatchObject({ code: 'BAD_CREDENTIALS' })
  expect(auth.isSignedIn).toBe(false)
  expect(server.storage.size).toBe(0)
})
