import type { FastifyReply, FastifyRequest } from 'fastify'
import { ROUTES } from '../../../../contract'
import { AppError } from './app-error'

/** Paths of the contract as patterns, with their methods. */
const METHODS_BY_PATH = Object.values(ROUTES).reduce((paths, { method, path }) => {
  const pattern = `^${path.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`
  return paths.set(pattern, [...(paths.get(pattern) ?? []), method])
}, new Map<string, string[]>())

const METHODS = [...METHODS_BY_PATH].map(([pattern, methods]) => ({ path: new RegExp(pattern), methods }))

/** A known path with a wrong method is answered 405 with `Allow`, everything else 404. */
export async function handleNotFound(request: FastifyRequest, reply: FastifyReply): Promise<never> {
  const path = request.url.split('?', 1)[0] ?? ''
  const methods = METHODS.find(row => row.path.test(path))?.methods
  if (!methods || methods.includes(request.method)) throw new AppError('NOT_FOUND')
  reply.header('allow', methods.join(', '))
  throw new AppError('METHOD_NOT_ALLOWED')
}
