import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import type { toDatabase } from './database'

/** Beside this file in the source, beside the bundle in `dist/server`. */
const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url))

/** Runs the pending migrations in one transaction. */
export async function migrateToLatest(db: ReturnType<typeof toDatabase>): Promise<void> {
  if (!existsSync(MIGRATIONS)) throw new Error(`No migrations in ${MIGRATIONS}: the build is incomplete`)
  await migrate(db, { migrationsFolder: MIGRATIONS })
}
