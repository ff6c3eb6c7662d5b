import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { afterEach, expect, it } from 'vitest'
import { handleError } from './errors/error-handler'
import { registerSecurity } from './security'

let app: FastifyInstance | undefined
afterEach(() => app?.close())

async function serve(config: { publicUrl?: string } = {}, requestsPerMinute?: number): Promise<FastifyInstance> {
  app = Fastify({ trustProxy: true })
  app.setErrorHandler(handleError)
  await registerSecurity(app, { corsOrigins: [], publicUrl: config.publicUrl }, requestsPerMinute)
  app.get('/', async () => 'here')
  return app
}

it('limits the requests of one address, names the wait, and does not affect others', async () => {
  const server = await serve({}, 3)
  const ask = (address: string) => server.inject({ url: '/', headers: { 'x-forwarded-for': address } })
  for (let count = 0; count < 3; count += 1) expect((await ask('10.0.0.1')).statusCode).toBe(200)
  const refused = await ask('10.0.0.1')
  expect([refused.statusCode, refused.json()]).toMatchObject([429, { code: 'RATE_LIMITED' }])
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60)
  expect((await ask('10.0.0.2')).statusCode).toBe(200)
})

it('allows no other origin unless one is configured', async () => {
  const { headers } = await (await serve()).inject({ url: '/', headers: { origin: 'https://evil.example' } })
  expect(headers['access-control-allow-origin']).toBeUndefined()
})

it('requires TLS only if the public address has it', async () => {
  expect((await (await serve()).inject('/')).headers['strict-transport-security']).toBeUndefined()
  const { headers } = await (await serve({ publicUrl: 'https://class.example.com' })).inject('/')
  expect(headers['strict-transport-security']).toMatch(/max-age=\d+/)
  expect(headers['content-security-policy']).toContain('media-src \'self\' https://class.example.com blob:')
})
