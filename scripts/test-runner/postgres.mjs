import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../lib/free-port.mjs'
import { run } from '../lib/run.mjs'

const START_LIMIT_MS = 30_000
const STOP_LIMIT_MS = 5_000

/** Settings of a temporary cluster, whose data does not have to survive a power cut. */
const SETTINGS = [
  'listen_addresses=127.0.0.1', 'unix_socket_directories=',
  'fsync=off', 'synchronous_commit=off', 'full_page_writes=off',
]

/** The user `postgres` if this process is root: PostgreSQL refuses to run as root. */
function unprivilegedUser() {
  if (process.getuid?.() !== 0) return {}
  const idOf = (/** @type {string} */ flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/** @param {number} port */
const answers = port => new Promise(resolve => {
  const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false))
  socket.once('connect', () => socket.destroy())
})

/** @param {number} ms */
const sleep = ms => new Promise(done => setTimeout(done, ms))

/**
 * Starts a PostgreSQL cluster in a temporary folder, on a random port of the loopback. It ends with this process.
 * @param {string} binFolder the folder of `initdb` and `postgres`
 * @returns {Promise<{ url: string, stop(): Promise<void> }>}
 */
export async function startPostgres(binFolder) {
  const user = unprivilegedUser()
  const folder = mkdtempSync(join(tmpdir(), 'kaike-postgres-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const password = randomBytes(16).toString('hex')
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user.uid !== undefined) for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid)

  const data = join(folder, 'data')
  const made = await run(join(binFolder, 'initdb'), [
    '-D', data, '-U', 'kaike', '--auth=scram-sha-256', `--pwfile=${passwordFile}`,
    '--encoding=UTF8', '--locale=C', '--no-sync',
  ], { quiet: true, ...user })
  if (made.status !== 0) {
    remove()
    throw new Error(`initdb failed:\n${made.output}`)
  }

  const port = await freePort()
  const serverArgs = ['-D', data, '-p', String(port), ...SETTINGS.flatMap(setting => ['-c', setting])]
  const server = spawn(join(binFolder, 'postgres'), serverArgs, {
    ...user, stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  server.stderr.setEncoding('utf8').on('data', text => {
    log = (log + text).slice(-4_000)
  })
  const gone = new Promise(done => server.once('exit', done))
  const removeAtExit = () => {
    server.kill('SIGKILL')
    remove()
  }
  process.on('exit', removeAtExit)

  const deadline = Date.now() + START_LIMIT_MS
  while (!(await answers(port))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      server.kill('SIGKILL')
      throw new Error(`PostgreSQL did not start:\n${log}`)
    }
    await sleep(50)
  }

  return {
    url: `postgres://kaike:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      server.kill('SIGINT')
      const isGone = await Promise.race([gone.then(() => true), sleep(STOP_LIMIT_MS).then(() => false)])
      if (!isGone) server.kill('SIGKILL')
      await gone
      process.off('exit', removeAtExit)
      remove()
    },
  }
}
