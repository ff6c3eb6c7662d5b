import type { MessagePort } from 'node:worker_threads'

/** How the server's thread and the embedded database's worker talk. Queries run over the ports, in PostgreSQL's protocol. */
export interface WorkerOptions {
  /** A folder, or `memory://`. */
  dir: string
  /** A dump to start from, for tests. */
  templateFile?: string | undefined
}

export type ToWorker =
  | { type: 'connect', port: MessagePort }
  | { type: 'dump' }
  | { type: 'close' }

export type FromWorker =
  | { type: 'ready' }
  | { type: 'failed', reason: string }
  | { type: 'dumped', bytes: ArrayBuffer }
  | { type: 'closed' }
