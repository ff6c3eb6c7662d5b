/** Worker thread of the embedded database, so that PGlite does not block the server's event loop. */
import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import type { FromWorker, ToWorker, WorkerOptions } from './embedded-protocol'

const TERMINATE = 'X'.charCodeAt(0)

if (!parentPort) throw new Error('embedded-worker.ts runs in a worker thread only')
const parent = parentPort
const tell = (message: FromWorker) => parent.postMessage(message)
const tellFailure = (error: unknown) =>
  tell({ type: 'failed', reason: error instanceof Error ? error.message : String(error) })

async function open({ dir, templateFile }: WorkerOptions): Promise<PGlite> {
  const loadDataDir = templateFile === undefined ? undefined : new Blob([await readFile(templateFile)])
  return PGlite.create({ dataDir: dir, extensions: { btree_gist }, ...(loadDataDir && { loadDataDir }) })
}

function serve(db: PGlite): void {
  let current = 0
  let queue = Promise.resolve()

  /** PGlite has a single session. A new connection must not see the transaction or statements of the last one. */
  const switchTo = async (connection: number) => {
    if (current === connection) return
    current = connection
    await db.exec('ROLLBACK')
    await db.exec('DISCARD ALL')
  }

  const handle = async (message: ToWorker) => {
    switch (message.type) {
      case 'query': {
        if (message.bytes[0] === TERMINATE) return
        await switchTo(message.connection)
        return tell({ type: 'answer', connection: message.connection, bytes: await db.execProtocolRaw(message.bytes) })
      }
      case 'dump': {
        const dump = await db.dumpDataDir('none')
        return tell({ type: 'dumped', bytes: new Uint8Array(await dump.arrayBuffer()) })
      }
      case 'close':
        await db.close()
        return tell({ type: 'closed' })
    }
  }

  parent.on('message', (message: ToWorker) => {
    queue = queue.then(() => handle(message)).catch(tellFailure)
  })
}

try {
  serve(await open(workerData as WorkerOptions))
  tell({ type: 'ready' })
} catch (error) {
  tellFailure(error)
}
