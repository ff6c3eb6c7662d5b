import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { StartError } from '../start-error'
import type { FromWorker, ToWorker, WorkerOptions } from './embedded-protocol'
import type { OpenPool } from './server-pool'
import { WireStream } from './wire-stream'

export interface EmbeddedPool extends OpenPool {
  /** The data folder as a tar file, for tests that start from a copy. To be called while no query runs. */
  dump(): Promise<Uint8Array>
}

/**
 * PGlite in a worker thread behind the same `pg` driver as a server. One connection, since PGlite has one session.
 * Throws `StartError` when the folder cannot be opened.
 */
export async function openEmbeddedPool(options: WorkerOptions): Promise<EmbeddedPool> {
  const worker = startWorker(options)
  const send = (message: ToWorker) => worker.postMessage(message)
  const opened = await nextMessage(worker)
  if (opened.type === 'failed') {
    await worker.terminate()
    throw new StartError(`DATA_DIR: the embedded database in ${options.dir} can't be opened: ${opened.reason}`)
  }

  const streams = new Map<number, WireStream>()
  let connections = 0
  const connect = () => {
    const connection = ++connections
    const stream = new WireStream(bytes => send({ type: 'query', connection, bytes }))
    streams.set(connection, stream)
    return stream.once('close', () => streams.delete(connection))
  }
  const breakAll = (error: Error) => streams.forEach(stream => stream.destroy(error))
  worker.on('message', (message: FromWorker) => {
    if (message.type === 'answer') streams.get(message.connection)?.push(message.bytes)
    if (message.type === 'failed') breakAll(new Error(`The embedded database failed: ${message.reason}`))
  })

  const pool = new pg.Pool({ max: 1, stream: connect, user: 'postgres', database: 'postgres', idleTimeoutMillis: 0 })
  return {
    pool,
    async dump() {
      send({ type: 'dump' })
      const answer = await nextMessage(worker)
      if (answer.type !== 'dumped') throw new Error(`The embedded database answered ${answer.type} to dump`)
      return answer.bytes
    },
    async close() {
      await pool.end()
      send({ type: 'close' })
      await nextMessage(worker)
      await worker.terminate()
    },
  }
}

async function nextMessage(worker: Worker): Promise<FromWorker> {
  const [message] = await once(worker, 'message') as [FromWorker]
  return message
}

/** The bundle has the worker beside it as JavaScript; the source is TypeScript and needs a loader. */
function startWorker(options: WorkerOptions): Worker {
  const file = import.meta.url.endsWith('.ts') ? './embedded-worker.source.mjs' : './embedded-worker.js'
  return new Worker(new URL(file, import.meta.url), { workerData: options })
}
