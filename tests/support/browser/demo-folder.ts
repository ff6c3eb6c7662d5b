import { cp, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PREFIX = 'kaike-e2e-school-'
/** The demo's open lesson lasts two hours from its creation: the rest is enough for any test file. */
const GOOD_FOR_MS = 30 * 60_000
/** Longer than making a school takes: the holder of an older lock has been killed. */
const LOCK_GOOD_FOR_MS = 3 * 60_000
const LOOK_EVERY_MS = 100

/**
 * A new data folder with an unchanged demo school. `make` lets the server of `main` fill an empty folder, which takes
 * seconds (database, tables, passwords). That happens once per build and half hour; later calls copy the folder.
 */
export async function copyDemoFolder(main: string, make: (dir: string) => Promise<void>): Promise<string> {
  const template = await templateOf(main, make)
  const dir = await mkdtemp(join(tmpdir(), 'kaike-e2e-'))
  await cp(template, dir, { recursive: true })
  return dir
}

/** One of several test files that start at the same time makes the template; the others wait. */
async function templateOf(main: string, make: (dir: string) => Promise<void>): Promise<string> {
  const builtAt = Math.round((await stat(main)).mtimeMs).toString(36)
  const mine = `${PREFIX}${builtAt}-`
  const lock = join(tmpdir(), `kaike-e2e-lock-${builtAt}`)
  for (;;) {
    const fresh = (await readdir(tmpdir())).find(name => name.startsWith(mine) && ageMs(name) < GOOD_FOR_MS)
    if (fresh) return join(tmpdir(), fresh)
    if (await takeLock(lock)) break
    await new Promise(done => setTimeout(done, LOOK_EVERY_MS))
  }
  try {
    return await makeTemplate(mine, make)
  } finally {
    await rm(lock, { recursive: true, force: true })
  }
}

async function takeLock(lock: string): Promise<boolean> {
  try {
    await mkdir(lock)
    return true
  } catch {
    const held = await stat(lock).catch(() => undefined)
    if (held && Date.now() - held.mtimeMs > LOCK_GOOD_FOR_MS) await rm(lock, { recursive: true, force: true })
    return false
  }
}

async function makeTemplate(prefix: string, make: (dir: string) => Promise<void>): Promise<string> {
  const kept = (await readdir(tmpdir())).filter(name => name.startsWith(PREFIX))
  const old = kept.filter(name => ageMs(name) > 2 * GOOD_FOR_MS)
  await Promise.all(old.map(name => rm(join(tmpdir(), name), { recursive: true, force: true })))
  const half = await mkdtemp(join(tmpdir(), 'kaike-e2e-'))
  await make(half)
  const template = join(tmpdir(), `${prefix}${Date.now()}`)
  await rename(half, template)
  return template
}

const ageMs = (name: string): number => Date.now() - Number(name.slice(name.lastIndexOf('-') + 1))
