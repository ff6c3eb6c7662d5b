import type { FastifySchemaCompiler } from 'fastify'
import { validatorCompiler as zodValidatorCompiler } from 'fastify-type-provider-zod'
import type { z } from 'zod'

/** Validates with zod. A request without a body is one with an empty object: routes that want nothing accept both. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = route => {
  const validate = zodValidatorCompiler(route)
  return route.httpPart === 'body' ? data => validate(data ?? {}) : validate
}
