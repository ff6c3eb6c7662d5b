import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from './database'
import { openEmbeddedPool } from './embedded'
import type { EmbeddedPool } from './embedded'
import { lockFolder } from './folder-lock'
import { schools } from '../../modules/account/tables'

const WRITER = fileURLToPath(new URL('../../../tests/support/server/embedded-writer.ts', import.meta.url))

let folder: string
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'kaike-embedded-')) })
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the embedded database', () => {
  let embedded: EmbeddedPool
  beforeEach(async () => { embedded = await openEmbeddedPool({ dir: 'memory://' }) })
  afterEach(() => embedded.close())

  it('does not leave a broken connection\'s transaction to the next one', async () => {
    const { pool } = embedded
    await pool.query('create table notes (text text)')
    const client = await pool.connect()
    await client.query('begin')
    await client.query('insert into notes values (\'half done\')')
    await client.query('prepare statement_of_the_first as select 1')
    client.release(true)
    expect((await pool.query('select * from notes')).rows).toEqual([])
    await expect(pool.query('execute statement_of_the_first')).rejects.toMatchObject({ code: '26000' })
    await pool.query('prepare statement_of_the_first as select 2')
  })

  it('does not block the server\'s thread', async () => {
    await embedded.pool.query('select 1')
    const answer = embedded.pool.query('select sum(sqrt(n)) from generate_series(1, 2000000) n').then(() => true)
    const nextTurn = () => new Promise<boolean>(done => setImmediate(() => done(false)))
    let turns = 0
    while (!await Promise.race([answer, nextTurn()])) turns += 1
    // On the server's thread the query would finish within the few turns of its messages.
    expect(turns).toBeGreaterThan(100)
  })
})

it('reports in one line that its folder can\'t be opened', async () => {
  const file = join(folder, 'file')
  await writeFile(file, '')
  await expect(openEmbeddedPool({ dir: join(file, 'database') }))
    .rejects.toThrow(/^DATA_DIR: the embedded database in .* can't be opened: .+$/)
})

/** Returns the names that the writer had saved when it was killed. */
async function writeAndKill(prefix: string, afterWrites: number): Promise<string[]> {
  const args = ['--import', 'tsx', WRITER, folder, prefix]
  const writer = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const exit = once(writer, 'exit')
  const saved: string[] = []
  for await (const line of createInterface(writer.stdout)) {
    saved.push(line)
    if (saved.length === afterWrites) writer.kill('SIGKILL')
  }
  await exit
  return saved
}

it('keeps all acknowledged writes after kill -9, and opens again immediately', async () => {
  const saved = [...await writeAndKill('first', 40), ...await writeAndKill('second', 25)]
  expect(saved.length).toBeGreaterThanOrEqual(65)
  const unlock = await lockFolder(folder)
  const { db, close } = await openDatabase({ embeddedDir: join(folder, 'database'), onError: error => { throw error } })
  const names = new Set((await db.select().from(schools)).map(({ name }) => name))
  expect(saved.filter(name => !names.has(name))).toEqual([])
  await close()
  await unlock()
}, 240_000)

describe('a folder', () => {
  it('has one server at a time', async () => {
    const unlock = await lockFolder(folder)
    await expect(lockFolder(folder)).rejects.toThrow(/^DATA_DIR=".*" is in use by another running server\. .+$/)
    await unlock()
    const unlockAgain = await lockFolder(folder)
    await unlockAgain()
  })
})
