import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))

let folder: string
let child: ChildProcess | undefined
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'kaike-main-')) })
afterEach(async () => {
  child?.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

/** Runs the server as a separate process; its output is read while it runs. */
function run(env: Record<string, string>) {
  const own = spawn(process.execPath, ['--import', 'tsx', MAIN], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: '0',
      RTMP_PORT: '0',
      DATA_DIR: join(folder, 'data'),
      ...env,
    },
  })
  child = own
  const printed = { out: '', err: '' }
  own.stdout.on('data', chunk => { printed.out += String(chunk) })
  own.stderr.on('data', chunk => { printed.err += String(chunk) })
  return { own, printed, exit: once(own, 'exit') as Promise<[number | null, NodeJS.Signals | null]> }
}

/** A start takes a second or two, and a multiple of that beside other tests on a busy machine. */
const STARTED_WITHIN_MS = 120_000

it('prints addresses, accounts and the next step, and the accounts only once', async () => {
  const first = run({ DEMO_PASSWORD: 'for everybody' })
  await vi.waitFor(() => { expect(first.printed.out).toContain('Next:') }, { timeout: STARTED_WITHIN_MS })
  const address = /http:\/\/127\.0\.0\.1:\d+/.exec(first.printed.out)?.[0] ?? ''
  expect((await fetch(`${address}/api/health`)).status).toBe(200)
  expect(first.printed.out).toMatch(/admin\s+for everybody\n\s+teacher\s+for everybody\n\s+student\s+for everybody/)
  expect(first.printed.err).not.toContain('for everybody')
  first.own.kill('SIGKILL')
  await first.exit

  const second = run({ DEMO_PASSWORD: 'for everybody' })
  await vi.waitFor(() => { expect(second.printed.out).toContain('is running') }, { timeout: STARTED_WITHIN_MS })
  expect(second.printed.out).not.toContain('for everybody')
  second.own.kill('SIGTERM')
  expect(await second.exit).toEqual([0, null])
}, 3 * STARTED_WITHIN_MS)

it.each<[string, Record<string, string>, RegExp]>([
  ['a wrong value', { PORT: 'http' }, /^PORT="http" is not valid\. Allowed: a port number, 0 to 65535\n$/],
  [
    'a database that does not answer',
    { DATABASE_URL: 'postgres://u:hush@127.0.0.1:1/db' },
    /^DATABASE_URL: no connection to PostgreSQL at 127\.0\.0\.1:1\/db: (?!.*hush).*\n$/,
  ],
])('ends with one line and exit code 1 for %s', async (_name, env, line) => {
  const { exit, printed } = run({ LOG_LEVEL: 'fatal', ...env })
  expect((await exit)[0]).toBe(1)
  expect(printed.err).toMatch(line)
  expect(printed.out).toBe('')
})

it('ends with one line and exit code 1 for a folder that can\'t be written', async () => {
  await writeFile(join(folder, 'file'), '')
  const { exit, printed } = run({ DATA_DIR: join(folder, 'file', 'data') })
  expect((await exit)[0]).toBe(1)
  expect(printed.err).toMatch(/^DATA_DIR=".*" can't be written \(ENOTDIR\)\. Allowed: .*\n$/)
})
