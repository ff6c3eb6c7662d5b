import { API_ERRORS } from '../../../../contract'
import type { ApiErrorCode } from '../../../../contract'

/** Text for people, in both languages. */
export interface ErrorText { zh: string, en: string }

interface AppErrorOptions {
  /** The original error; goes to the log, never to the client. */
  cause?: unknown
  /** Sent to the client unchanged: ids and names that the caller may know, never a secret. */
  details?: Record<string, unknown>
  /** Replaces the table's text with a more precise one, e.g. which lesson clashes. */
  text?: ErrorText
  /** Sent as `Retry-After`. */
  retryAfterSeconds?: number
}

/** An answer other than success, by its code in the contract; `error-handler.ts` turns it into HTTP. */
export class AppError extends Error {
  readonly code: ApiErrorCode
  readonly status: number
  readonly text: ErrorText
  readonly details: Record<string, unknown> | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(code: ApiErrorCode, { cause, details, text, retryAfterSeconds }: AppErrorOptions = {}) {
    super(code, { cause })
    this.name = 'AppError'
    this.code = code
    this.status = API_ERRORS[code].status
    this.text = text ?? API_ERRORS[code]
    this.details = details
    this.retryAfterSeconds = retryAfterSeconds
  }
}
