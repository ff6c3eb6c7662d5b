import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startServer } from './app'
import { readConfig } from './config'
import { lockFolder } from './kernel/db/folder-lock'
import { createLog } from './kernel/log'
import { StartError } from './kernel/start-error'
import { useDatabase } from '../tests/support/server/databases'

const database = useDatabase()
const log = createLog('silent')
let dataDir: string
beforeEach(async () => { dataDir = await mkdtemp(join(tmpdir(), 'kaike-app-')) })
afterEach(() => rm(dataDir, { recursive: true, force: true }))

const start = (env: Record<string, string> = {}) =>
  startServer(
    readConfig({ PORT: '0', RTMP_PORT: '0', DATA_DIR: dataDir, DEMO: '0', ...env }),
    { log, database: database() },
  )

describe('stopping', () => {
  it('finishes a request in progress and accepts no other', async () => {
    const server = await start()
    const { hostname, port } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    let received = ''
    socket.on('data', chunk => { received += chunk.toString() })
    const body = JSON.stringify({ account: 'nobody', password: 'wrong' })
    const isUnderWay = once(server.app.server, 'request')
    socket.write([
      'POST /api/v1/auth/login HTTP/1.1', `Host: ${hostname}`, 'Content-Type: application/json',
      `Content-Length: ${body.length}`, '', body.slice(0, 5),
    ].join('\r\n'))
    await isUnderWay
    const closed = server.close()
    await expect(fetch(`${server.url}/api/health`)).rejects.toThrow()
    socket.write(body.slice(5))
    await once(socket, 'close')
    await closed
    expect(received).toMatch(/^HTTP\/1\.1 401/)
    expect(received).toContain('BAD_CREDENTIALS')
  })

  it('has the same effect once or twice', async () => {
    const server = await start()
    await Promise.all([server.close(), server.close()])
    await server.close()
  })
})

describe('a taken port', () => {
  it.each([
    'PORT', 'RTMP_PORT',
  ])('is reported in one line with the variable, and nothing stays open: %s', async variable => {
    const blocker = createServer()
    blocker.listen(0, '127.0.0.1')
    await once(blocker, 'listening')
    const { port } = blocker.address() as AddressInfo
    const refused = await start({ [variable]: String(port) }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(StartError)
    expect(String(refused)).toMatch(new RegExp(`^StartError: [^\\n]*${port}[^\\n]*\\b${variable}\\b[^\\n]*$`))
    await new Promise(resolve => blocker.close(resolve))
    const server = await start({ [variable]: String(port) })
    await server.close()
  })
})

it('ends with one line for an address of another machine', async () => {
  await expect(start({ HOST: '192.0.2.1' })).rejects.toThrow(/^[^\n]*192\.0\.2\.1[^\n]*$/)
})

it('refuses a folder that another server uses, before it opens the database', async () => {
  const unlock = await lockFolder(dataDir)
  const config = readConfig({ PORT: '0', RTMP_PORT: '0', DATA_DIR: dataDir })
  await expect(startServer(config, { log })).rejects.toThrow(/in use by another running server/)
  expect(existsSync(join(dataDir, 'database'))).toBe(false)
  await unlock()
})
