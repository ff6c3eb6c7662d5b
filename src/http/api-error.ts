import { API_ERRORS } from '@contract'
import type { ApiErrorBody, ApiErrorCode } from '@contract'
import { language } from '@/i18n'

/** Failures that have no error from the server, in the user's language. */
const CLIENT_ERRORS = {
  /** No answer: no network, or no server at the other end. */
  OFFLINE: { zh: '连接不上服务器，请检查网络', en: 'The server cannot be reached. Check your network' },
  TIMEOUT: { zh: '网络太慢，服务器没有及时回应', en: 'The network is too slow: the server did not answer in time' },
  /** The answer is not from our server, for example from a hotel's sign-in page or a gateway. */
  BAD_ANSWER: { zh: '服务器的回应无法识别，请稍后重试', en: 'The answer made no sense. Try again later' },
} as const satisfies Record<string, { zh: string, en: string }>

type ClientErrorCode = keyof typeof CLIENT_ERRORS

interface ApiErrorFacts {
  message: string
  /** HTTP status; 0 without an answer. */
  status: number
  requestId?: string
  details?: Record<string, unknown>
}

/** A failed request. `message` is in the user's language and suitable for display. */
export class ApiError extends Error {
  readonly code: ApiErrorCode | ClientErrorCode
  readonly status: number
  /** For support: identifies the request in the server's log. */
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

  /** The server's final refusal; undefined if the same request may succeed later without a change. */
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

/** Turns an unsuccessful answer into an error. */
export function toApiError(status: number, body: unknown): ApiError {
  if (!isErrorBody(body)) return clientError('BAD_ANSWER', status)
  const { code, message, requestId, details } = body
  return new ApiError(code, { message, status, requestId, details })
}

/** The text to show for any thrown value. */
export const messageOf = (error: unknown): string =>
  error instanceof ApiError ? error.message : API_ERRORS.INTERNAL[language()]

/** See `ApiError.refusal`; undefined for any other thrown value. */
export const refusalOf = (error: unknown): ApiErrorCode | undefined =>
  error instanceof ApiError ? error.refusal : undefined

/** The server's text for a code, in the user's language. */
export const textOf = (code: ApiErrorCode): string => API_ERRORS[code][language()]
