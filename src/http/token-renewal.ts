import type { SignedIn } from '@contract'
import { clearTokens, readTokens, writeTokens } from './token-storage'
import { ApiError } from './api-error'

const LOCK_NAME = 'kaike.renewal'

/**
 * The tabs of one browser share the tokens, and a second use of a refresh token ends the sign-in: one tab at a time.
 */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks
  return locks ? await locks.request(LOCK_NAME, work) : work()
}

/**
 * Returns a function that exchanges the refresh token for a new pair. Requests that fail together share one exchange.
 * The function takes the refused access token. It resolves with the token to use now, or with undefined if the sign-in
 * has ended; it rejects if the server is unreachable.
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
