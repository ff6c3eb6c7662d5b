import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { openServerPool } from './server-pool'

async function closedPort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise(resolve => probe.close(resolve))
  return port
}

it('reports in one line, without the password, that the server does not answer', async () => {
  const port = await closedPort()
  const refused = await openServerPool(`postgres://kaike:hush@127.0.0.1:${port}/school`)
    .catch((error: unknown) => error)
  const place = `127\\.0\\.0\\.1:${port}/school`
  expect(String(refused)).toMatch(
    new RegExp(`^StartError: DATABASE_URL: no connection to PostgreSQL at ${place}: .*ECONNREFUSED.*$`),
  )
  expect(String(refused)).not.toContain('hush')
})
