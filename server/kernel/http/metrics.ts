import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { createHash, timingSafeEqual } from 'node:crypto'
import { AppError } from './errors/app-error'
import { bearerToken } from './bearer'

export type Metrics = Registry

/** The process's own metrics (event-loop lag, memory, …); modules add theirs. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'kaike_' })
  return registry
}

/** `/metrics` in Prometheus's text format, and the duration of every request by route template. */
export function registerMetrics(app: FastifyInstance, metrics: Metrics, token: string | undefined): void {
  const durations = new Histogram({
    name: 'kaike_http_request_duration_seconds',
    help: 'Time from the request to the end of the answer, by route template',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [metrics],
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
  app.get('/metrics', { schema: { hide: true }, config: { rateLimit: false } }, async (request, reply) => {
    admit(request, token)
    return reply.type(metrics.contentType).send(await metrics.metrics())
  })
}

/** With a token: its holder. Without: this machine only, and no request through a proxy on it. */
function admit(request: FastifyRequest, token: string | undefined): void {
  if (token === undefined) {
    const { forwarded, 'x-forwarded-for': forwardedFor } = request.headers
    const cameThroughProxy = forwardedFor !== undefined || forwarded !== undefined
    if (cameThroughProxy || !isLoopback(request.socket.remoteAddress)) throw new AppError('FORBIDDEN')
  } else if (!isSame(bearerToken(request.headers.authorization) ?? '', token)) {
    throw new AppError('UNAUTHENTICATED')
  }
}

const isLoopback = (address = ''): boolean => /^(::ffff:)?127\./.test(address) || address === '::1'

const digest = (text: string) => createHash('sha256').update(text).digest()
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))
