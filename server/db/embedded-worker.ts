/** Worker thread of the embedded database: PGlite here can't block the server's event loop. */
import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import type { FromWorker, ToWorker, WorkerOptions } from './embedded-protocol'

const CLIENT_SAYS_GOODBYE = 0x58 // 'X', Terminate

if (!parentPort) throw new Error('embedded-worker.ts runs in a worker thread only')
const parent = parentPort
const { dir, templateFile } = workerData as WorkerOptions
const tell = (message: FromWorker) => parent.postMessage(message)

/** All of PGlite is one session: whatever connection they came from, messages run one after the other. */
let queue = Promise.resolve()
const enqueue = (work: () => Promise<void>) => {
  queue = queue.then(work).catch((error: unknown) => tell({ type: 'failed', reason: String(error) }))
}

function serve(db: PGlite, port: MessagePort): void {
  port.on('message', (bytes: Uint8Array) => enqueue(async () => {
    if (bytes[0] === CLIENT_SAYS_GOODBYE) return
    port.postMessage(await db.execProtocolRaw(bytes))
  }))
  // What a server does for a connection that goes: its transaction and its prepared statements are gone.
  port.on('close', () => enqueue(async () => {
    await db.exec('ROLLBACK')
    await db.exec('DISCARD ALL')
  }))
}

try {
  const loadDataDir = templateFile === undefined ? undefined : new Blob([await readFile(templateFile)])
  const db = await PGlite.create({ dataDir: dir, extensions: { btree_gist }, ...(loadDataDir && { loadDataDir }) })
  parent.on('message', (message: ToWorker) => {
    switch (message.type) {
      case 'connect': return serve(db, message.port)
      case 'dump': return enqueue(async () => tell({ type: 'dumped', bytes: await (await db.dumpDataDir('none')).arrayBuffer() }))
      case 'close': return enqueue(async () => {
        await db.close()
        tell({ type: 'closed' })
      })
    }
  })
  tell({ type: 'ready' })
}
catch (error) {
  tell({ type: 'failed', reason: error instanceof Error ? error.message : String(error) })
}
