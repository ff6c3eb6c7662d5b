import type { SignedIn } from '@contract/api'
import { clearTokens, readTokens, writeTokens } from './token-storage'
import { ApiError } from './api-error'

const LOCK_NAME = 'kaike.renewal'

/** Tabs of one browser share the tokens, and a refresh token that is used twice ends the sign-in: one tab at a time. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks
  return locks ? await locks.request(LOCK_NAME, work) : work()
}

/**
 * Makes the function that trades the refresh token for a new pair. Requests that fail together share one trade.
 * It takes the access token that was refused and resolves with the one to use now, or with undefined when the sign-in
 * is over; rejects when the server could not be asked.
 */
export function createRenewal(refresh: (refreshToken: string) => Promise<SignedIn>) {
  let renewing: Promise<string | undefined> | undefined

  async function renew(refused: string): Promise<string | undefined> {
    const tokens = readTokens()
    if (!tokens) return undefined
    if (tokens.accessToken !== refused) return tokens.accessToken
    try {
      const signedIn = await refresh(tokens.refreshToken)
      writeTokens(signedIn)
      return signedIn.accessToken
    } catch (error) {
      if (!(error instanceof ApiError) || !error.refusal) throw error
      clearTokens()
      return undefined
    }
  }

  return (refused: string): Promise<string | undefined> =>
    renewing ??= alone(() => renew(refused)).finally(() => {
      renewing = undefined
    })
}
