import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { Member, School, SignedIn } from '@contract'
import { inNextTask } from '@/platform/device/next-task'
import { ApiError } from '@/http/api-error'
import { api, onSignedOut } from '@/http/http'
import { clearTokens, readTokens, writeTokens } from '@/http/token-storage'
import { getter } from '@/platform/getter'

/** The member who signed in last. A start without network restores it. */
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

  /** Signs out on this device, and on the server if it is reachable. */
  async function signOut(): Promise<void> {
    const tokens = readTokens()
    forget()
    if (tokens) await api('logout', { body: { refreshToken: tokens.refreshToken } }).catch(ignoreApiError)
  }

  /**
   * Restores the sign-in of an earlier start from the device at once.
   * The server confirms it in a later task, while the page renders.
   */
  async function restore(): Promise<void> {
    const identity = readTokens() && readIdentity()
    if (!identity) {
      forget()
      return
    }
    remember(identity)
    await inNextTask(undefined)
    try {
      remember(await api('getMe'))
    } catch (error) {
      ignoreApiError(error) // Refused: `onSignedOut` has cleaned up. Offline: the stored identity stays in use.
    }
  }

  onSignedOut(forget)

  return { member, school, isSignedIn, signIn, signOut, restore }
})

function ignoreApiError(error: unknown): void {
  if (!(error instanceof ApiError)) throw error
}
