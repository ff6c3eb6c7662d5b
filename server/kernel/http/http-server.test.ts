import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { createLog } from '../log'
import { useDatabase } from '../../../tests/support/server/databases'
import { createTestSchool, PASSWORD } from '../../../tests/support/server/school'
import type { TestSchool } from '../../../tests/support/server/school'
import { useServer } from '../../../tests/support/server/server'

const lines: string[] = []
const webAppDir = await mkdtemp(join(tmpdir(), 'kaike-web-'))
const database = useDatabase()
const server = useServer(database, { CORS_ORIGINS: 'https://school.example', LOG_LEVEL: 'trace' }, {
  log: createLog('trace', { write: line => { lines.push(line) } }), webAppDir,
})
let school: TestSchool

// Before useServer's own hook would be too late for the files: hooks of one file run in order, so these are made here.
await mkdir(join(webAppDir, 'assets'))
await writeFile(join(webAppDir, 'index.html'), '<!doctype html><title>Kaike</title>')
await writeFile(join(webAppDir, 'assets', 'index-DnRtW_vh.js'), 'export {}')
await writeFile(join(webAppDir, 'assets', 'index-DnRtW_vh.js.gz'), gzipSync('export {}'))
await writeFile(join(webAppDir, 'assets', 'logo.png'), 'png')

beforeAll(async () => { school = await createTestSchool(database().db) })
afterAll(() => rm(webAppDir, { recursive: true, force: true }))

const get = (path: string, init?: RequestInit) => fetch(server().server.url + path, init)

describe('every answer', () => {
  it('has a request id, also in its headers, and security headers', async () => {
    const answer = await get('/api/health')
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('permissions-policy')).toContain('camera=(self)')
    const policy = answer.headers.get('content-security-policy') ?? ''
    const rules = [
      'default-src \'self\'',
      'script-src \'self\' \'wasm-unsafe-eval\'',
      'worker-src \'self\' blob:',
      'connect-src \'self\' ws: wss:',
      'frame-ancestors \'none\'',
    ]
    for (const rule of rules) {
      expect(policy).toContain(rule)
    }
    expect(policy).not.toMatch(/https?:|upgrade-insecure-requests|script-src[^;]*unsafe-inline/)
  })

  it('may be read by the configured origins only', async () => {
    const origin = async (from: string) => {
      const { headers } = await get('/api/health', { headers: { origin: from } })
      return headers.get('access-control-allow-origin')
    }
    expect(await origin('https://school.example')).toBe('https://school.example')
    expect(await origin('https://evil.example')).toBeNull()
    expect(await origin('null')).toBeNull()
  })
})

describe('the log', () => {
  it('holds no password, token, ticket or query', async () => {
    lines.length = 0
    const signedIn = await server().login(school.student)
    await server().call('POST', '/api/v1/auth/refresh', { body: { refreshToken: signedIn.refreshToken } })
    await server().call('GET', '/api/v1/me?ticket=query-secret', { token: signedIn.accessToken })
    await get('/live/abc.flv?txSecret=query-secret&ticket=query-secret')
    await get('/api/%zz?token=query-secret')
    server().server.app.log.info({
      refreshToken: 'given away',
      deep: { playUrls: { flv: 'given away' } },
      req: { headers: { authorization: 'given away' } },
    }, 'clumsy')
    const text = lines.join('')
    expect(lines.length).toBeGreaterThan(4)
    const secrets = [PASSWORD, signedIn.accessToken, signedIn.refreshToken, 'query-secret', 'given away']
    for (const secret of secrets) expect(text).not.toContain(secret)
    expect(text).toContain('[redacted]')
    expect(text).toContain('"path":"/api/v1/me"')
  })
})

describe('the documents', () => {
  it('are complete', async () => {
    const page = await (await get('/api/docs')).text()
    const links = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(match => match[1] ?? '')
    expect(links.length).toBeGreaterThan(3)
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/)
    for (const link of links) expect([link, (await get(link)).status]).toEqual([link, 200])
  })
})

describe('the web app', () => {
  it('is revalidated each time, and its hashed files never', async () => {
    const index = await get('/')
    expect(await index.text()).toContain('<title>Kaike</title>')
    expect(index.headers.get('cache-control')).toBe('no-cache')
    expect((await get('/assets/index-DnRtW_vh.js')).headers.get('cache-control'))
      .toBe('public, max-age=31536000, immutable')
    expect((await get('/assets/logo.png')).headers.get('cache-control')).toBe('no-cache')
  })

  it('is sent compressed if the build has a compressed file and the browser accepts it, with Vary', async () => {
    const script = (encodings: string) =>
      get('/assets/index-DnRtW_vh.js', { headers: { 'accept-encoding': encodings } })
    for (const [encodings, encoding] of [['gzip, br', 'gzip'], ['br', null], ['identity', null]] as const) {
      const { status, headers } = await script(encodings)
      expect([status, headers.get('content-encoding')]).toEqual([200, encoding])
      expect(headers.get('content-type')).toMatch(/javascript; charset=utf-8$/)
      expect(headers.get('vary')?.toLowerCase()).toContain('accept-encoding')
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    }
    expect(await (await script('gzip')).text()).toBe('export {}')
  })

  it.each([
    '/nothing.js', '/../package.json', '/..%2fpackage.json', '/assets/', '/.env',
  ])('has no other file: %s', async path => {
    expect((await get(path)).status).toBeGreaterThanOrEqual(400)
  })
})

describe('metrics', () => {
  it('show this machine the duration of requests by route, without ids', async () => {
    const { accessToken } = await server().login(school.admin)
    await server().call('GET', '/api/v1/lessons/11111111-1111-4111-8111-111111111111', { token: accessToken })
    const text = await (await get('/metrics')).text()
    expect(text).toMatch(
      /kaike_http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/lessons\/:id",status="404"\} 1/,
    )
    expect(text).toContain('kaike_nodejs_eventloop_lag_seconds')
    expect(text).toContain('kaike_streams_live 0')
    expect(text).not.toContain('11111111')
  })

  it('are refused through a proxy', async () => {
    expect((await get('/metrics', { headers: { 'x-forwarded-for': '203.0.113.1' } })).status).toBe(403)
  })
})

describe('sockets', () => {
  const upgrade = (path: string) => new Promise<number | undefined>((resolve, reject) => {
    const socket = new WebSocket(server().server.url.replace('http', 'ws') + path)
    socket.on('unexpected-response', (_request, response) => { resolve(response.statusCode) })
    socket.on('close', code => { resolve(code) })
    socket.on('error', error => { if (!error.message.includes('Unexpected server response')) reject(error) })
  })

  it('of an unknown path are refused, and those of channel and media are passed on', async () => {
    expect(await upgrade('/api/v1/lessons')).toBe(404)
    expect(await upgrade('/')).toBe(404)
    expect(await upgrade('/api/v1/channel?ticket=bad')).toBe(4501)
    expect(await upgrade('/live/unknown.flv?ticket=bad')).not.toBe(404)
  })

  it('without HTTP get the contract\'s error and are closed', async () => {
    const { hostname, port } = new URL(server().server.url)
    const text = await new Promise<string>((resolve, reject) => {
      let received = ''
      const hello = '\u0016\u0003\u0001 this is no HTTP\r\n\r\n'
      const socket = connect(Number(port), hostname, () => { socket.write(hello) })
      socket.on('data', chunk => { received += chunk.toString() })
      socket.on('close', () => { resolve(received) })
      socket.on('error', reject)
    })
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request/)
    expect(JSON.parse(text.split('\r\n\r\n')[1] ?? '')).toMatchObject({ code: 'VALIDATION_FAILED' })
  })
})

describe('a request without a body', () => {
  it('may have a JSON content type, as uni.request sends it', async () => {
    const token = (await server().login(school.student)).accessToken
    const headers = { 'content-type': 'application/json' }
    const answer = await server().call('POST', '/api/v1/auth/logout-everywhere', { token, body: '', headers })
    expect(answer.status).toBe(204)
  })
})

describe('addresses in answers', () => {
  it('are the ones that the client used', async () => {
    const token = (await server().login(school.admin)).accessToken
    const lesson = '/api/v1/lessons/11111111-1111-4111-8111-111111111111/watch'
    expect((await server().call('POST', lesson, { token, headers: { host: 'not a host' } })).status).toBe(400)
    expect((await server().call('POST', lesson, { token, headers: { host: 'school.local:8080' } })).status).toBe(404)
  })
})
