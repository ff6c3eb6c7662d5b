import type { FastifyBodyParser, FastifyInstance } from 'fastify'

/** Parses JSON. Accepts an empty body with a JSON content type, which `uni.request` sends on every POST. */
export function parseJson(app: FastifyInstance): FastifyBodyParser<string> {
  const parse = app.getDefaultJsonParser('error', 'error')
  return (request, body, done) => {
    if (body.trim() === '') done(null, undefined)
    else void parse(request, body, done)
  }
}
