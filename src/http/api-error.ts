import { API_ERRORS } from '@contract/errors'
import type { ApiErrorBody, ApiErrorCode } from '@contract/errors'
import { language } from '@/i18n'

/** What went wrong before the server could say it, in the words of the user. */
const CLIENT_ERRORS = {
  /** Nothing came back: no network, or no server at the other end. */
  OFFLINE: { zh: '连接不上服务器，请检查网络', en: 'The server cannot be reached. Check your network' },
  TIMEOUT: { zh: '网络太慢，服务器没有及时回应', en: 'The network is too slow: the server did not answer in time' },
  /** Something answered that is not our server, as a hotel's sign-in page or a gateway. */
  BAD_ANSWER: { zh: '服务器的回应无法识别，请稍后重试', en: 'The answer made no sense. Try again later' },
} as const satisfies Record<string, { zh: string, en: string }>

type ClientErrorCode = keyof typeof CLIENT_ERRORS

interface ApiErrorFacts {
  message: string
  /** HTTP status; 0 when there was no answer. */
  status: number
  requestId?: string
  details?: Record<string, unknown>
}

/** A request that did not succeed. `message` is in the user's language and fit to show. */
export class ApiError extends Error {
  readonly code: ApiErrorCode | ClientErrorCode
  readonly status: number
  /** For support: names the request in the server's log. */
  readonly requestId: string | undefined
  readonly details: Record<string, unknown> | undefined

  constructor(code: ApiErrorCode | ClientErrorCode, facts: ApiErrorFacts) {
    super(facts.message)
    this.name = 'ApiError'
    this.code = code
    this.status = facts.status
    this.requestId = facts.requestId
    this.details = facts.details
  }

  /** The server's final word; undefined where the same request may succeed later without anybody doing anything. */
  get refusal(): ApiErrorCode | undefined {
    const passes = this.status === 0 || this.status === 429 || this.status >= 500
    return !passes && isApiErrorCode(this.code) ? this.code : undefined
  }
}

export const clientError = (code: ClientErrorCode, status = 0): ApiError =>
  new ApiError(code, { message: CLIENT_ERRORS[code][language()], status })

const isApiErrorCode = (code: string): code is ApiErrorCode => Object.keys(API_ERRORS).includes(code)

function isErrorBody(value: unknown): value is ApiErrorBody {
  if (typeof value !== 'object' || value === null) return false
  const { code, message } = value as Partial<Record<keyof ApiErrorBody, unknown>>
  return typeof code === 'string' && isApiErrorCode(code) && typeof message === 'string'
}

/** What an answer that is not a success says. */
export function toApiError(status: number, body: unknown): ApiError {
  if (!isErrorBody(body)) return clientError('BAD_ANSWER', status)
  const { code, message, requestId, details } = body
  return new ApiError(code, { message, status, requestId, details })
}

/** The text to show for whatever was thrown. */
export const messageOf = (error: unknown): string =>
  error instanceof ApiError ? error.message : API_ERRORS.INTERNAL[language()]

/** See `ApiError.refusal`; undefined for anything else that was thrown. */
export const refusalOf = (error: unknown): ApiErrorCode | undefined =>
  error instanceof ApiError ? error.refusal : undefined

/** What the server says with a code, in the user's language. */
export const textOf = (code: ApiErrorCode): string => API_ERRORS[code][language()]
