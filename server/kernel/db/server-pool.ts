import pg from 'pg'
import { StartError } from '../start-error'

export interface OpenPool {
  pool: pg.Pool
  close(): Promise<void>
}

const MAX_CONNECTIONS = 10
const CONNECT_TIMEOUT_MS = 5_000

/** A pool of connections to a PostgreSQL server, tested with one query. Throws `StartError`, without the password. */
export async function openServerPool(url: string): Promise<OpenPool> {
  const pool = new pg.Pool({
    connectionString: url, max: MAX_CONNECTIONS, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, application_name: 'kaike',
  })
  try {
    await pool.query('select 1')
  } catch (error) {
    await pool.end()
    const { hostname, port, pathname } = new URL(url)
    const reason = error instanceof Error ? error.message || error.name : String(error)
    const address = `${hostname || 'localhost'}:${port || '5432'}${pathname}`
    throw new StartError(
      `DATABASE_URL: no connection to PostgreSQL at ${address}: ${reason}. `
      + 'Is it running, and are user, password and database name right?',
      { cause: error },
    )
  }
  return { pool, close: () => pool.end() }
}
