import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StartError } from '../start-error'

/**
 * Keeps a second server out of the folder: two PGlites on one folder destroy it, and PGlite itself does not notice.
 * A socket that nobody answers is what a killed server left behind; unlike a process id, it can't be mistaken for a live one.
 * Returns how to let go. Throws `StartError` while another server holds it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = socketOf(folder)
  if (await isAnswered(path)) throw new StartError(`DATA_DIR=${JSON.stringify(folder)} is in use by another running server. Stop it, or set DATA_DIR to another folder`)
  await rm(path, { force: true })
  const server = createServer(socket => socket.destroy())
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve))
  server.unref()
  return () => new Promise(resolve => server.close(() => resolve()))
}

/** Short, since paths of sockets may have about a hundred characters. */
function socketOf(folder: string): string {
  const name = `kaike-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
}

const isAnswered = (path: string): Promise<boolean> => new Promise(resolve => {
  const socket = connect(path)
  socket.once('connect', () => { socket.destroy(); resolve(true) })
  socket.once('error', () => resolve(false))
})
