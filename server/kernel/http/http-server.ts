import { randomUUID } from 'node:crypto'
import Fastify, { LogController } from 'fastify'
import type { FastifyInstance } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import type { Config } from '../../config'
import type { Logger } from '../log'
import { handleClientError } from './errors/client-error'
import { handleError } from './errors/error-handler'
import { parseJson } from './json-body'
import { registerMetrics } from './metrics'
import type { Metrics } from './metrics'
import { handleNotFound } from './errors/not-found'
import { registerOpenApi } from './openapi'
import { createRawServer } from './raw-server'
import type { RawHandlers } from './raw-server'
import { registerRequestLog } from './request-log'
import { registerRoutes } from './routes'
import type { RouteDeps } from './routes'
import { registerSecurity } from './security'
import { validatorCompiler } from './validator'
import { registerWebApp } from './web-app'

const BODY_LIMIT_BYTES = 64 * 1024

interface HttpDeps extends Omit<RouteDeps, 'publicUrl'> {
  config: Config
  log: Logger
  metrics: Metrics
  version: string
  isStopping(): boolean
  /** Sockets that bypass Fastify. */
  raw: RawHandlers
  /** Folder of the built web app; by default `dist/build/h5`. */
  webAppDir?: string
}

/** The HTTP server: API, documents, metrics, web app, and the raw sockets of media and the channel. */
export async function buildHttp(httpDeps: HttpDeps): Promise<FastifyInstance> {
  const { config, log, metrics, version, isStopping, raw, webAppDir, ...deps } = httpDeps
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }), // request-log.ts writes one line instead.
    trustProxy: config.trustProxy,
    bodyLimit: BODY_LIMIT_BYTES,
    genReqId: () => randomUUID(),
    return503OnClosing: false, // While stopping, requests in progress are answered; health says 503.
    forceCloseConnections: 'idle',
    frameworkErrors: handleError,
    clientErrorHandler: handleClientError,
    serverFactory: fastify => createRawServer(raw, fastify),
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(handleError)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, parseJson(app))
  app.addHook('onRequest', async (request, reply) => { reply.header('x-request-id', request.id) })
  app.addHook('onSend', async (_request, reply) => {
    // A kept connection would delay the stop.
    if (isStopping()) reply.header('connection', 'close')
  })
  registerRequestLog(app)
  registerMetrics(app, metrics, config.metricsToken)
  await registerSecurity(app, config)
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, handleNotFound)
  await registerOpenApi(app, version)
  registerRoutes(app, { ...deps, publicUrl: config.publicUrl })
  await registerWebApp(app, webAppDir)
  return app
}
