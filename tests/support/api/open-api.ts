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

/** Checks answers against the served document with an independent tool. */
export class AnswerChecker {
  readonly #validators: Map<RouteName, OpenAPIResponseValidator>

  constructor({ paths, components }: OpenApiDocument) {
    const names = Object.keys(ROUTES) as RouteName[]
    this.#validators = new Map(names.map(name => {
      const { method, path } = ROUTES[name]
      const operation = paths[path]?.[method.toLowerCase()]
      if (operation?.operationId !== name) throw new Error(`The document does not know ${method} ${path}`)
      // The tool's type is of OpenAPI 2, but the tool reads the `content` of OpenAPI 3. It modifies its argument.
      return [name, new OpenAPIResponseValidator(structuredClone({ responses: operation.responses, components }))]
    }))
  }

  /** Problems of one answer of this route; empty when the answer is valid. */
  problems(name: RouteName, { status, body }: Answer): unknown[] {
    const validator = this.#validators.get(name)
    const content = body === '' ? undefined : body
    const invalid = validator?.validateResponse(status, content) as { errors: unknown[] } | undefined
    return invalid ? [`${name} ${status}`, ...invalid.errors, body] : []
  }
}

/** Checks the rules that hold for every error, independent of the document. */
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
