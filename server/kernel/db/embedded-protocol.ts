/** Messages between the server's thread and the worker of the embedded database. */
export interface WorkerOptions {
  /** A folder, or `memory://`. */
  dir: string
  /** A dump to start from, for tests. */
  templateFile?: string | undefined
}

export type ToWorker =
  /** Bytes of PostgreSQL's wire protocol, of the connection with this number. */
  | { type: 'query', connection: number, bytes: Uint8Array }
  | { type: 'dump' }
  | { type: 'close' }

export type FromWorker =
  | { type: 'ready' }
  | { type: 'answer', connection: number, bytes: Uint8Array }
  | { type: 'dumped', bytes: Uint8Array }
  | { type: 'closed' }
  | { type: 'failed', reason: string }
