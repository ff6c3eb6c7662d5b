import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe } from 'vitest'
import { openDatabase, toDatabase } from '../../../server/kernel/db/database'
import type { OpenDatabase } from '../../../server/kernel/db/database'
import { openEmbeddedPool } from '../../../server/kernel/db/embedded'
import { migrateToLatest } from '../../../server/kernel/db/migrate'

const MIGRATIONS = fileURLToPath(new URL('../../../server/kernel/db/migrations/', import.meta.url))

/**
 * Runs the same tests on PGlite and on a real PostgreSQL. `TEST_DATABASE_URL` names the server's maintenance database;
 * `npm test` starts a server for it.
 */
export function describeOnBothDatabases(title: string, tests: (database: () => OpenDatabase) => void): void {
  describe.each([
    ['PGlite', openFreshEmbedded],
    ['PostgreSQL', openFreshOnServer],
  ])(`${title} (%s)`, (_name, open) => tests(useDatabase(open)))
}

/** A new database for the tests of the calling file or block. */
export function useDatabase(open: () => Promise<OpenDatabase> = openFresh): () => OpenDatabase {
  let database: OpenDatabase | undefined
  beforeAll(async () => { database = await open() })
  afterAll(() => database?.close())
  return () => {
    if (!database) throw new Error('The database is there in tests and hooks only')
    return database
  }
}

/** For tests that do not depend on the engine. Prefers the server: a PGlite takes seconds of a core to start. */
export const openFresh = (): Promise<OpenDatabase> =>
  process.env.TEST_DATABASE_URL ? openFreshOnServer() : openFreshEmbedded()

/** PGlite in memory, from a migrated copy. */
export async function openFreshEmbedded(): Promise<OpenDatabase> {
  const { pool, close } = await openEmbeddedPool({ dir: 'memory://', templateFile: await migratedTemplate() })
  return { db: toDatabase(pool), kind: 'embedded', close }
}

/** A new database on the server of `TEST_DATABASE_URL`, dropped on close. */
export async function openFreshOnServer(): Promise<OpenDatabase> {
  const server = process.env.TEST_DATABASE_URL
  if (!server) {
    const example = 'postgres://postgres@127.0.0.1:5432/postgres'
    throw new Error(`Set TEST_DATABASE_URL to a PostgreSQL server, e.g. ${example}; npm test starts one`)
  }
  const name = `kaike_test_${randomBytes(8).toString('hex')}`
  await runOn(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  let isClosing = false
  // Dropping the database breaks connections that are still closing.
  const onError = (error: Error) => { if (!isClosing) throw error }
  const database = await openDatabase({ url: url.href, embeddedDir: '', onError })
  return {
    ...database,
    async close() {
      isClosing = true
      await database.close()
      await runOn(server, `drop database ${name} with (force)`)
    },
  }
}

async function runOn(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** Creating and migrating a PGlite takes seconds, so it is done once per version of the migrations. */
async function migratedTemplate(): Promise<string> {
  const file = join(tmpdir(), `kaike-test-template-${migrationsHash()}.tar`)
  if (existsSync(file)) return file
  const { pool, dump, close } = await openEmbeddedPool({ dir: 'memory://' })
  await migrateToLatest(toDatabase(pool))
  const half = `${file}.${randomBytes(4).toString('hex')}`
  await writeFile(half, await dump())
  await close()
  await rename(half, file)
  return file
}

function migrationsHash(): string {
  const hash = createHash('sha256')
  const files = readdirSync(MIGRATIONS).filter(name => name.endsWith('.sql')).sort()
  for (const name of files) hash.update(readFileSync(join(MIGRATIONS, name)))
  return hash.digest('hex').slice(0, 16)
}
