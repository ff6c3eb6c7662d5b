import type { FastifyInstance } from 'fastify'

/** One line a request, when it has been answered. The path without its query: tickets and signatures stand there. */
export function registerRequestLog(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const level = request.url.startsWith('/api/v1/') ? 'info' : 'debug'
    request.log[level]({
      method: request.method,
      path: request.url.split('?', 1)[0],
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
      remoteAddress: request.ip,
      memberId: request.caller?.memberId,
    }, 'request')
  })
}
