import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StartError } from '../start-error'

/**
 * Keeps a second server out of the folder: two PGlites on one folder destroy it, and PGlite does not detect this.
 * The lock is a local socket. A socket that does not answer was left by a killed server; unlike a process id, it cannot
 * belong to another program. Returns the function that unlocks. Throws `StartError` while another server has the lock.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = socketOf(folder)
  if (await isAnswered(path)) {
    const variable = `DATA_DIR=${JSON.stringify(folder)}`
    throw new StartError(`${variable} is in use by another running server. Stop it, or set DATA_DIR to another folder`)
  }
  await rm(path, { force: true })
  const server = createServer(socket => socket.destroy())
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve))
  server.unref()
  return () => new Promise(resolve => server.close(() => resolve()))
}

/** Short: paths of sockets are limited to about a hundred characters. */
function socketOf(folder: string): string {
  const name = `kaike-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
}

const isAnswered = (path: string): Promise<boolean> => new Promise(resolve => {
  const socket = connect(path)
  socket.once('connect', () => { socket.destroy(); resolve(true) })
  socket.once('error', () => resolve(false))
})
