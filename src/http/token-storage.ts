/** The tokens of a sign-in on this device. Secrets: never logged. */
export interface Tokens {
  accessToken: string
  refreshToken: string
}

const STORAGE_KEY = 'kaike.tokens'

function isTokens(value: unknown): value is Tokens {
  if (typeof value !== 'object' || value === null) return false
  const { accessToken, refreshToken } = value as Partial<Record<keyof Tokens, unknown>>
  return typeof accessToken === 'string' && typeof refreshToken === 'string'
}

/** Reads the storage each time: on H5 another tab may have renewed the tokens. */
export function readTokens(): Tokens | undefined {
  const stored: unknown = uni.getStorageSync(STORAGE_KEY)
  return isTokens(stored) ? stored : undefined
}

export const writeTokens = ({ accessToken, refreshToken }: Tokens): void =>
  uni.setStorageSync(STORAGE_KEY, { accessToken, refreshToken })

export const clearTokens = (): void => uni.removeStorageSync(STORAGE_KEY)
