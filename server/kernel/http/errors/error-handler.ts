import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { ApiErrorBody, ApiErrorCode } from '../../../../contract'
import { API_ERRORS } from '../../../../contract'
import { AppError } from './app-error'
import { languageOf } from '../language'

const MAX_ISSUES = 20
/** A message may quote the request. */
const MAX_MESSAGE_LENGTH = 200

/** Fastify's own errors that have a more precise code in the contract. */
const CODE_BY_FASTIFY_CODE: Readonly<Record<string, ApiErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_NOT_FOUND: 'NOT_FOUND',
}

/** Every failure as an error of the contract; an unknown one is a fault of the server. */
function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues = error.validation.slice(0, MAX_ISSUES).map(({ instancePath, message = 'Not valid' }) =>
      ({ path: instancePath, message: message.slice(0, MAX_MESSAGE_LENGTH) }))
    return new AppError('VALIDATION_FAILED', { details: { in: error.validationContext, issues } })
  }
  const { code, statusCode } = error as Partial<FastifyError>
  const known = code === undefined ? undefined : CODE_BY_FASTIFY_CODE[code]
  if (known) return new AppError(known, { cause: error })
  // Unreadable JSON, a wrong Content-Length, a malformed URL: the request's fault.
  if (statusCode === 400) return new AppError('VALIDATION_FAILED', { cause: error })
  return new AppError('INTERNAL', { cause: error })
}

export function errorBody(error: AppError, requestId: string, acceptLanguage: string | undefined): ApiErrorBody {
  const message = error.text[languageOf(acceptLanguage)]
  return { code: error.code, message, requestId, ...(error.details && { details: error.details }) }
}

export function handleError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const error = toAppError(thrown)
  if (API_ERRORS[error.code].report) {
    request.log.error({ err: error.cause ?? error, code: error.code }, 'request failed')
  }
  reply.header('x-request-id', request.id) // Hooks don't run for a URL that can't be read.
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds)
  if (error.status === 401) reply.header('www-authenticate', 'Bearer')
  // Without the route's schema: the answer must be sent even if the document lacks its code.
  reply.code(error.status).serializer(JSON.stringify).type('application/json; charset=utf-8')
    .send(errorBody(error, request.id, request.headers['accept-language']))
}
