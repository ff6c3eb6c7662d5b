import { freshDevice, signedInAs, startedOverAt } from '../../../tests/support/client/member-page'
import { fakeServer as server } from '../../../tests/support/client/fake-server'
import { beforeEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { fireHook } from '../../../tests/support/client/uni-app'
import { withSetup } from '../../../tests/support/client/with-setup'
import { useLogin } from './use-login'

beforeEach(freshDevice)

describe('the login', () => {
  async function signInFrom(to: string | undefined) {
    server.on('POST /api/v1/auth/login', () => ({ status: 200, body: signedInAs('student') }))
    const { result: login } = withSetup(() => useLogin())
    fireHook('onLoad', { to })
    login.account.value = ' student '
    login.password.value = ' secret '
    await login.submit()
    return login
  }

  it('returns to the page that the guard blocked, or opens the lessons', async () => {
    await signInFrom(encodeURIComponent('/pages/lesson/lesson?id=1'))
    expect(startedOverAt()).toBe('/pages/lesson/lesson?id=1')
    await signInFrom(undefined)
    expect(startedOverAt()).toBe('/pages/lessons/lessons')
  })

  it.each([
    'https://evil.example/', '//evil.example', 'javascript:alert(1)', '/other/page', '%E0%A4%A',
  ])('opens the lessons instead of %s', async to => {
    await signInFrom(to)
    expect(startedOverAt()).toBe('/pages/lessons/lessons')
  })

  it('trims the account but not the password', async () => {
    await signInFrom(undefined)
    expect(server.requests[0]?.data).toEqual({ account: 'student', password: ' secret ' })
  })

  it('marks each missing field and sends no request', async () => {
    const { result: login } = withSetup(() => useLogin())
    await login.submit()
    expect([login.accountError.value, login.passwordError.value]).toEqual(['请输入账号', '请输入密码'])
    expect(server.requests).toEqual([])
    login.account.value = 'student'
    await nextTick()
    expect(login.accountError.value).toBe('')
  })

  it('shows the reason of a refusal and allows another try', async () => {
    const wrongPassword = { code: 'BAD_CREDENTIALS', message: '账号或密码不正确', requestId: 'r' }
    server.on('POST /api/v1/auth/login', () => ({ status: 401, body: wrongPassword }))
    const { result: login } = withSetup(() => useLogin())
    login.account.value = 'student'
    login.password.value = 'wrong'
    await login.submit()
    expect(login.failure.value).toBe('账号或密码不正确')
    expect(login.isBusy.value).toBe(false)
    expect(startedOverAt()).toBeUndefined()
  })
})
