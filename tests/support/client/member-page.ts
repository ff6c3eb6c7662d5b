import { fakeServer, uniStub } from './fake-server'
import { vi } from 'vitest'
import { withSetup } from './with-setup'
import { useAuthStore } from '../../../src/features/account/auth'

const reLaunch = vi.fn<(options: { url: string }) => void>()

export const signedInAs = (role: string) => ({
  accessToken: 'a',
  refreshToken: 'r',
  expiresInSeconds: 900,
  school: { id: 's', name: '春风小学', timeZone: 'Asia/Shanghai' },
  member: { id: 'm', name: '王晓梅', role },
})

/** Device without a sign-in, on which only the page of a lesson is open. */
export function freshDevice(): void {
  fakeServer.reset()
  reLaunch.mockClear()
  Object.assign(uniStub, { reLaunch, showToast: vi.fn() })
  vi.stubGlobal('getCurrentPages', () => [{ route: 'pages/lesson/lesson' }])
}

/** URL of the last `reLaunch`, which replaces all pages; undefined without one. */
export const startedOverAt = (): string | undefined => reLaunch.mock.lastCall?.[0].url

/** Runs a page's composable for a signed-in member. */
export async function asMember<T>(role: string, setup: () => T) {
  fakeServer.on('POST /api/v1/auth/login', () => ({ status: 200, body: signedInAs(role) }))
  const { result } = withSetup(() => ({ auth: useAuthStore(), page: setup() }))
  await result.auth.signIn('someone', 'secret')
  return { auth: result.auth, ...result.page }
}
