import type { FastifyBodyParser, FastifyInstance } from 'fastify'

/** JSON, and no body at all where a client announced JSON: the mini-program's `uni.request` does so on every POST. */
export function parseJson(app: FastifyInstance): FastifyBodyParser<string> {
  const parse = app.getDefaultJsonParser('error', 'error')
  return (request, body, done) => {
    if (body.trim() === '') done(null, undefined)
    else void parse(request, body, done)
  }
}
