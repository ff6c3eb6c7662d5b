import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'

/** `/api/openapi.json`, made from the contract, and its page at `/api/docs`. To be registered before the routes. */
export async function registerOpenApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Kaike',
        version,
        description: 'Live classes for schools. Errors are `{ code, message, requestId, details? }`, '
          + 'the message in the language of `Accept-Language` (zh, en).',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => withoutInputs(app.swagger({ yaml: false })))
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    uiConfig: { url: '/api/openapi.json', validatorUrl: null, persistAuthorization: false },
  })
}

/** Named schemas appear in answers only, so their variants for requests are left out. */
function withoutInputs(document: object): object {
  const { components } = document as { components?: { schemas?: object } }
  const schemas = Object.entries(components?.schemas ?? {}).filter(([name]) => !name.endsWith('Input'))
  return { ...document, components: { ...components, schemas: Object.fromEntries(schemas) } }
}
