import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { Member, School, SignedIn } from '@contract/api'
import { inNextTask } from '@/platform/device/next-task'
import { ApiError } from '@/http/api-error'
import { api, onSignedOut } from '@/http/http'
import { clearTokens, readTokens, writeTokens } from '@/http/token-storage'
import { getter } from '@/platform/getter'

/** Who was signed in last, so that a start without network still knows it. */
const STORAGE_KEY = 'kaike.identity'

type Identity = Pick<SignedIn, 'member' | 'school'>

function readIdentity(): Identity | undefined {
  const stored: unknown = uni.getStorageSync(STORAGE_KEY)
  return typeof stored === 'object' && stored !== null && 'member' in stored && 'school' in stored
    ? stored as Identity
    : undefined
}

export const useAuthStore = defineStore('auth', () => {
  const member = ref<Member>()
  const school = ref<School>()
  const isSignedIn = getter(() => member.value !== undefined)

  function remember(identity: Identity): void {
    member.value = identity.member
    school.value = identity.school
    uni.setStorageSync(STORAGE_KEY, { member: identity.member, school: identity.school })
  }

  function forget(): void {
    clearTokens()
    uni.removeStorageSync(STORAGE_KEY)
    member.value = undefined
    school.value = undefined
  }

  /** Rejects with `ApiError`. */
  async function signIn(account: string, password: string): Promise<void> {
    const signedIn = await api('login', { body: { account, password } })
    writeTokens(signedIn)
    remember(signedIn)
  }

  /** Signs out on this device; the server is told when it can be reached. */
  async function signOut(): Promise<void> {
    const tokens = readTokens()
    forget()
    if (tokens) await api('logout', { body: { refreshToken: tokens.refreshToken } }).catch(ignoreApiError)
  }

  /** Picks up the sign-in of an earlier start: at once from the device, then, while the page is drawn, confirmed by the server. */
  async function restore(): Promise<void> {
    const identity = readTokens() && readIdentity()
    if (!identity) {
      forget()
      return
    }
    remember(identity)
    await inNextTask(undefined)
    try {
      remember(await api('me'))
    } catch (error) {
      ignoreApiError(error) // Refused: `onSignedOut` has cleaned up. Offline: what the device knows will do.
    }
  }

  onSignedOut(forget)

  return { member, school, isSignedIn, signIn, signOut, restore }
})

function ignoreApiError(error: unknown): void {
  if (!(error instanceof ApiError)) throw error
}
