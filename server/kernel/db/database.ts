import type { NodePgQueryResultHKT } from 'drizzle-orm/node-postgres'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import type { Pool } from 'pg'
import { openEmbeddedPool } from './embedded'
import { migrateToLatest } from './migrate'
import { openServerPool } from './server-pool'

/**
 * The database or, inside `db.transaction(async tx => …)`, the transaction. Queries are built from the tables that each
 * module owns (`server/modules/<domain>/tables.ts`).
 *
 * The embedded database has one connection. Inside a transaction's callback use `tx` only: `db` would wait forever for
 * the connection that the transaction holds.
 */
export type Database = PgDatabase<NodePgQueryResultHKT>

export interface OpenDatabase {
  db: Database
  /** `embedded`: PGlite in a worker thread; `server`: PostgreSQL at `DATABASE_URL`. */
  kind: 'embedded' | 'server'
  close(): Promise<void>
}

interface DatabaseOptions {
  /** `postgres://…`; without it the embedded database is used. */
  url?: string | undefined
  /** Folder of the embedded database. */
  embeddedDir: string
  /** Called when an idle connection breaks. */
  onError: (error: Error) => void
}

/** Opens the database and migrates it to the newest version. Throws `StartError` when it cannot be reached. */
export async function openDatabase({ url, embeddedDir, onError }: DatabaseOptions): Promise<OpenDatabase> {
  const { pool, close } = url === undefined ? await openEmbeddedPool({ dir: embeddedDir }) : await openServerPool(url)
  pool.on('error', onError)
  const db = toDatabase(pool)
  try {
    await migrateToLatest(db)
  } catch (error) {
    await close()
    throw error
  }
  return { db, kind: url === undefined ? 'embedded' : 'server', close }
}

export const toDatabase = (pool: Pool) => drizzle(pool)
