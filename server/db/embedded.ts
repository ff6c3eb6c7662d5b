import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { MessageChannel, Worker } from 'node:worker_threads'
import pg from 'pg'
import { StartError } from '../start-error'
import type { FromWorker, ToWorker, WorkerOptions } from './embedded-protocol'
import type { OpenPool } from './server-pool'
import { WireStream } from './wire-stream'

export interface EmbeddedPool extends OpenPool {
  /** The data folder as a tar file, for tests that start from a copy. */
  dump(): Promise<Uint8Array>
}

/**
 * PGlite in a worker thread behind the same `pg` driver as a server. One connection, since PGlite is one session.
 * Throws `StartError` when the folder can't be opened.
 */
export async function openEmbeddedPool(options: WorkerOptions): Promise<EmbeddedPool> {
  const worker = startWorker(options)
  const send = (message: ToWorker) => worker.postMessage(message, message.type === 'connect' ? [message.port] : [])
  const ready = await next(worker)
  if (ready.type === 'failed') {
    await worker.terminate()
    throw new StartError(`DATA_DIR: the embedded database in ${options.dir} can't be opened: ${ready.reason}`)
  }
  const connect = () => {
    const { port1, port2 } = new MessageChannel()
    send({ type: 'connect', port: port2 })
    return new WireStream(port1)
  }
  const pool = new pg.Pool({ max: 1, stream: connect, user: 'postgres', database: 'postgres', idleTimeoutMillis: 0 })
  worker.on('error', error => pool.emit('error', error))
  return {
    pool,
    async dump() {
      send({ type: 'dump' })
      const answer = await next(worker)
      if (answer.type !== 'dumped') throw new Error(`The embedded database can't be dumped: ${answer.type}`)
      return new Uint8Array(answer.bytes)
    },
    async close() {
      await pool.end()
      send({ type: 'close' })
      await next(worker)
      await worker.terminate()
    },
  }
}

const next = (worker: Worker) => new Promise<FromWorker>((resolve, reject) => {
  const settle = () => {
    worker.off('message', onMessage)
    worker.off('error', onError)
    worker.off('exit', onExit)
  }
  const onMessage = (message: FromWorker) => { settle(); resolve(message) }
  const onError = (error: Error) => { settle(); reject(error) }
  const onExit = (code: number) => { settle(); reject(new Error(`The embedded database's thread ended with ${code}`)) }
  worker.on('message', onMessage)
  worker.on('error', onError)
  worker.on('exit', onExit)
})

/** The bundle has the worker beside it as JavaScript; from source it is TypeScript, which only tsx can load on Node 20. */
function startWorker(options: WorkerOptions): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./embedded-worker.js', import.meta.url), { workerData: options })
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  return new Worker(new URL('./embedded-worker.ts', import.meta.url), { workerData: options, execArgv: ['--import', tsx] })
}
