import OpenAPIResponseValidator from 'openapi-response-validator'
import type { OpenAPIResponseValidatorArgs } from 'openapi-response-validator'
import { API_ERRORS, ROUTES } from '../../../contract'
import { apiErrorSchema } from '../../../contract/schemas'
import type { RouteName } from '../../../contract'
import type { Answer } from '../server/server'

type Operation = Pick<OpenAPIResponseValidatorArgs, 'responses'> & { operationId: string }
export interface OpenApiDocument {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: NonNullable<OpenAPIResponseValidatorArgs['components']>
}

/** Checks answers against the served document with a tool that knows nothing of this repository. */
export class AnswerChecker {
  readonly #validators: Map<RouteName, OpenAPIResponseValidator>

  constructor({ paths, components }: OpenApiDocument) {
    const names = Object.keys(ROUTES) as RouteName[]
    this.#validators = new Map(names.map(name => {
      const { method, path } = ROUTES[name]
      const operation = paths[path]?.[method.toLowerCase()]
      if (operation?.operationId !== name) throw new Error(`The document does not know ${method} ${path}`)
      // The tool's type is of OpenAPI 2; it reads the `content` of OpenAPI 3 all the same. It also changes what it is given.
      return [name, new OpenAPIResponseValidator(structuredClone({ responses: operation.responses, components }))]
    }))
  }

  /** What is wrong with an answer of this route; empty when nothing is. */
  problems(name: RouteName, { status, body }: Answer): unknown[] {
    const invalid = this.#validators.get(name)?.validateResponse(status, body === '' ? undefined : body) as { errors: unknown[] } | undefined
    return invalid ? [`${name} ${status}`, ...invalid.errors, body] : []
  }
}

/** What every error must be, whatever the document says. */
export function problemsOfError({ status, headers, body }: Answer): string[] {
  const reading = apiErrorSchema.safeParse(body)
  if (!reading.success) return [`not the contract's error: ${JSON.stringify(body)}`]
  const { code, message, requestId } = reading.data
  return [
    ...(API_ERRORS[code].status === status ? [] : [`${code} came with ${status}`]),
    ...(status < 500 ? [] : [`${code} is a fault of ours`]),
    ...(headers['x-request-id'] === requestId ? [] : ['x-request-id is not the requestId']),
    ...(message.trim() === '' ? ['no message'] : []),
    ...(/node_modules|\.ts:|\.js:|\n\s+at /.test(JSON.stringify(body)) ? ['tells of our code'] : []),
  ]
}
