/** What a sign-in leaves on the device. Secrets: never logged. */
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

/** Read anew each time: on H5 another tab may have renewed them. */
export function readTokens(): Tokens | undefined {
  const stored: unknown = uni.getStorageSync(STORAGE_KEY)
  return isTokens(stored) ? stored : undefined
}

export const writeTokens = ({ accessToken, refreshToken }: Tokens): void =>
  uni.setStorageSync(STORAGE_KEY, { accessToken, refreshToken })

export const clearTokens = (): void => uni.removeStorageSync(STORAGE_KEY)
