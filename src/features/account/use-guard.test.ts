import { asMember, freshDevice, startedOverAt } from '../../../tests/support/client/member-page'
import { beforeEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { fireHook } from '../../../tests/support/client/uni-app'
import { withSetup } from '../../../tests/support/client/with-setup'
import { useGuard } from './use-guard'

beforeEach(freshDevice)

describe('the guard', () => {
  it('sends a signed-out visitor to the login, with the page to return to', () => {
    withSetup(() => useGuard())
    fireHook('onLoad', { id: 'a b' })
    fireHook('onShow')
    expect(startedOverAt()).toBe(`/pages/login/login?to=${encodeURIComponent('/pages/lesson/lesson?id=a%20b')}`)
  })

  it('allows the page to a signed-in member', async () => {
    const { isAllowed } = await asMember('student', () => useGuard())
    fireHook('onShow')
    expect(isAllowed.value).toBe(true)
    expect(startedOverAt()).toBeUndefined()
  })

  it('sends a member with the wrong role to the lessons', async () => {
    const { isAllowed } = await asMember('student', () => useGuard({ roles: ['admin'] }))
    fireHook('onShow')
    expect(isAllowed.value).toBe(false)
    expect(startedOverAt()).toBe('/pages/lessons/lessons')
  })

  it('redirects after a sign-out only while the page is visible', async () => {
    const { auth } = await asMember('student', () => useGuard())
    fireHook('onShow')
    fireHook('onHide')
    await auth.signOut()
    await nextTick()
    expect(startedOverAt()).toBeUndefined()
    fireHook('onShow')
    expect(startedOverAt()).toMatch(/^\/pages\/login/)
  })
})
