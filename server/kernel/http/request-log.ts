import type { FastifyInstance } from 'fastify'

/** One line per answered request. The path is logged without its query, which holds tickets and signatures. */
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
