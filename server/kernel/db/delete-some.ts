import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from './database'

/**
 * Deletes at most `limit` rows that match; resolves with their number. The embedded database has one connection, and a
 * short statement lets other queries run in between.
 */
export async function deleteSome(db: Database, table: PgTable, condition: SQL, limit: number): Promise<number> {
  const { rowCount } = await db.execute(
    sql`delete from ${table} where ctid in (select ctid from ${table} where ${condition} limit ${limit})`)
  return rowCount ?? 0
}
