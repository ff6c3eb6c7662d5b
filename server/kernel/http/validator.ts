import type { FastifySchemaCompiler } from 'fastify'
import { validatorCompiler as zodValidatorCompiler } from 'fastify-type-provider-zod'
import type { z } from 'zod'

/** Validates with zod. A missing body counts as an empty object. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = route => {
  const validate = zodValidatorCompiler(route)
  return route.httpPart === 'body' ? data => validate(data ?? {}) : validate
}
