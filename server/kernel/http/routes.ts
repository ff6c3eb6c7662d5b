import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Body, Params, Query, RouteName } from '../../../contract'
import { API_ERRORS, ROUTES } from '../../../contract'
import { apiErrorSchema, SCHEMAS } from '../../../contract/schemas'
import { AppError } from './errors/app-error'
import { bearerToken } from './bearer'
import type { HandlerContext, Handlers } from './handlers'
import { languageOf } from './language'
import { errorsOf } from './errors/route-errors'
import type { Caller } from '../policy'

export interface RouteDeps {
  handlers: Handlers
  /** Resolves with the holder of this access token; throws `AppError` when it is not valid. */
  authenticate(accessToken: string | undefined): Promise<Caller>
  /** Used instead of the request's own address. */
  publicUrl: string | undefined
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | undefined
  }
}

/** Mounts every route of the contract. */
export function registerRoutes(app: FastifyInstance, deps: RouteDeps): void {
  app.decorateRequest('caller', undefined)
  for (const name of Object.keys(ROUTES) as RouteName[]) registerRoute(app, name, deps)
}

function registerRoute<R extends RouteName>(app: FastifyInstance, name: R, deps: RouteDeps): void {
  const { handlers, authenticate, publicUrl } = deps
  const { method, path, auth } = ROUTES[name]
  const handler = handlers[name]
  app.route({
    method,
    url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    schema: schemaOf(name),
    async onRequest(request) {
      if (auth === 'member') request.caller = await authenticate(bearerToken(request.headers.authorization))
    },
    async handler(request, reply) {
      const result = await handler(contextOf<R>(request, publicUrl))
      return answer(reply, SCHEMAS[name].status, result)
    },
  })
}

/** Validation has made these the contract's types, and `onRequest` has set the caller where the route needs one. */
const contextOf = <R extends RouteName>(request: FastifyRequest, publicUrl: string | undefined): HandlerContext<R> => ({
  params: request.params as Params<R>,
  query: request.query as Query<R>,
  body: request.body as Body<R>,
  caller: request.caller as HandlerContext<R>['caller'],
  remoteAddress: request.ip,
  language: languageOf(request.headers['accept-language']),
  // A getter: requests without a Host header, e.g. of old health checks, must not fail unless a route uses it.
  get publicUrl() { return publicUrl ?? addressOf(request) },
})

/** The origin under which this client reached the server: on a LAN clients may use different names. */
function addressOf(request: FastifyRequest): string {
  const address = `${request.protocol}://${request.host}`
  if (!URL.canParse(address)) {
    const issues = [{ path: '/host', message: 'Not a host' }]
    throw new AppError('VALIDATION_FAILED', { details: { in: 'headers', issues } })
  }
  return new URL(address).origin
}

const answer = (reply: FastifyReply, status: number, result: unknown) =>
  status === 204 ? reply.code(204).send() : reply.code(status).send(result)

function schemaOf(name: RouteName) {
  const { method, auth } = ROUTES[name]
  const { params, query, body, status, response, summary } = SCHEMAS[name]
  return {
    operationId: name,
    summary,
    tags: [tagOf(name)],
    ...(auth === 'member' && { security: [{ bearer: [] }] }),
    params,
    querystring: query,
    ...(method !== 'GET' && { body }),
    response: {
      [status]: status === 204 ? response : jsonOf('Success', response),
      ...errorResponses(name),
    },
  }
}

const jsonOf = (description: string, schema: unknown) => ({ description, content: { 'application/json': { schema } } })

/** One entry per status, with the codes that this route answers under it. */
function errorResponses(name: RouteName) {
  const codes = errorsOf(name)
  const statuses = new Set(codes.map(code => API_ERRORS[code].status))
  return Object.fromEntries([...statuses].map(status => {
    const ofStatus = codes.filter(code => API_ERRORS[code].status === status)
    return [status, jsonOf(ofStatus.join(', '), apiErrorSchema.extend({ code: z.enum(ofStatus) }))]
  }))
}

/** `/api/v1/lessons/{id}` → `lessons`. */
const tagOf = (name: RouteName): string => ROUTES[name].path.replace(/^\/api\/(v1\/)?/, '').split('/')[0] ?? 'api'
