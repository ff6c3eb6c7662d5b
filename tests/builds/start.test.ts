import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { freePort } from '../../scripts/lib/free-port.mjs'
import { nodeProblem } from '../../scripts/lib/require-node.mjs'

const folder = mkdtempSync(join(tmpdir(), 'kaike-start-'))
const children = new Set<ChildProcess>()
const servers = new Set<Server>()

afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  for (const server of servers) server.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Changes Node's version to 18, which is all that the check reads. */
const OLD_NODE = 'data:text/javascript,'
  + 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.19.1" } })'

interface Started { child: ChildProcess, exitCode: Promise<number | null>, printed: () => string, errors: () => string }

async function npmStart(env: Record<string, string> = {}, nodeArguments: string[] = []): Promise<Started> {
  const child = spawn(process.execPath, [...nodeArguments, 'scripts/start.mjs'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: String(await freePort()),
      RTMP_PORT: String(await freePort()),
      DATABASE_URL: '',
      DATA_DIR: join(folder, 'data'),
      ...env,
    },
  })
  children.add(child)
  const texts = { out: '', err: '' }
  child.stdout.on('data', (text: Buffer) => { texts.out += text.toString() })
  child.stderr.on('data', (text: Buffer) => { texts.err += text.toString() })
  const exitCode = new Promise<number | null>(done => child.once('close', status => done(status)))
  return { child, exitCode, printed: () => texts.out, errors: () => texts.err }
}

/** Listens on a port of the loopback until the test ends. */
const occupy = (port: number) => new Promise<void>((done, fail) => {
  const server = createServer().once('error', fail).listen(port, '127.0.0.1', done)
  servers.add(server)
})

const linesOf = (text: string) => text.trim().split('\n')

async function endsWithOneLine({ exitCode, errors }: Started, line: RegExp): Promise<void> {
  expect(await exitCode).toBe(1)
  expect(linesOf(errors())).toHaveLength(1)
  expect(errors()).toMatch(line)
}

describe('npm start ends with one clear line', () => {
  test('on an old Node', async () => {
    await endsWithOneLine(await npmStart({}, ['--import', OLD_NODE]), /^Kaike needs Node >=20\.19, this is 18\.19\.1\./)
  })

  test('on a taken HTTP port', async () => {
    const port = await freePort()
    await occupy(port)
    await endsWithOneLine(await npmStart({ PORT: String(port) }), new RegExp(`^PORT=${port} is taken`))
  })

  test('on a taken RTMP port', async () => {
    const port = await freePort()
    await occupy(port)
    await endsWithOneLine(await npmStart({ RTMP_PORT: String(port) }), new RegExp(`^RTMP_PORT=${port} is taken`))
  })

  test('on a data folder that cannot be written', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    await endsWithOneLine(await npmStart({ DATA_DIR: join(file, 'data') }), /^DATA_DIR=.* can't be written/)
  })

  test('on a variable with a wrong value', async () => {
    await endsWithOneLine(await npmStart({ PORT: 'eighty' }), /^PORT="eighty" is not valid/)
  })
})

test('npm start serves web app and API, prints the accounts once, and stops on the first signal', async () => {
  const port = await freePort()
  const env = { PORT: String(port), DATA_DIR: join(folder, 'demo') }
  const started = await npmStart(env)
  await expect.poll(() => started.printed(), { timeout: 90_000, interval: 100 }).toContain('demo-accounts.txt')
  expect(started.printed()).toContain(`http://127.0.0.1:${port}/`)
  expect((await fetch(`http://127.0.0.1:${port}/api/health`)).status).toBe(200)
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain('<div id="app">')
  started.child.kill('SIGTERM')
  expect(await started.exitCode).toBe(0)

  const again = await npmStart(env)
  await expect.poll(() => again.printed(), { timeout: 90_000, interval: 100 }).toContain('is running')
  expect(again.printed()).not.toContain('demo-accounts.txt')
  again.child.kill('SIGINT')
  expect(await again.exitCode).toBe(0)
})

test.each([
  ['20.19.0', undefined], ['20.20.2', undefined], ['22.0.0', undefined], ['24.1.0', undefined],
  ['20.18.3', /20\.18\.3/], ['18.20.0', /18\.20\.0/], ['8.17.0', /8\.17\.0/],
])('Node %s against >=20.19', (version, problem) => {
  const said = nodeProblem(version, '>=20.19')
  if (problem) expect(said).toMatch(problem)
  else expect(said).toBeUndefined()
})
