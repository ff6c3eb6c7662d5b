import { asMember, freshDevice } from '../../../tests/support/client/member-page'
import { fakeServer as server } from '../../../tests/support/client/fake-server'
import { beforeEach, describe, expect, it } from 'vitest'
import { useSignOut } from './use-sign-out'

beforeEach(freshDevice)

describe('signing out everywhere', () => {
  it('stays signed in when the server is unreachable', async () => {
    const { auth, failure, signOutEverywhere } = await asMember('student', () => useSignOut())
    await signOutEverywhere()
    expect(failure.value).not.toBe('')
    expect(auth.isSignedIn).toBe(true)
  })

  it('signs out on this device as well', async () => {
    server.on('POST /api/v1/auth/logout-everywhere', () => ({ status: 204, body: '' }))
    const { auth, signOutEverywhere } = await asMember('student', () => useSignOut())
    await signOutEverywhere()
    expect(auth.isSignedIn).toBe(false)
  })
})
