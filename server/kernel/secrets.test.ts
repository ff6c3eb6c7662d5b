import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadSecrets, prepareDataDir } from './secrets'

let parent: string
let dataDir: string
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'kaike-secrets-'))
  dataDir = join(parent, 'deep', 'data')
  await prepareDataDir(dataDir)
})
afterEach(() => rm(parent, { recursive: true, force: true }))

const modeOf = async (path: string) => (await stat(path)).mode & 0o777

it('creates a folder and keys that only this user can read', async () => {
  const secrets = await loadSecrets(dataDir)
  expect(new Set(Object.values(secrets)).size).toBe(4)
  for (const key of Object.values(secrets)) expect(key).toMatch(/^[0-9a-f]{64}$/)
  expect(await modeOf(dataDir)).toBe(0o700)
  expect(await modeOf(join(dataDir, 'secrets.json'))).toBe(0o600)
})

it('removes the access of other users to an existing folder', async () => {
  await chmod(dataDir, 0o755)
  await prepareDataDir(dataDir)
  expect(await modeOf(dataDir)).toBe(0o700)
})

it('keeps the keys across starts', async () => {
  expect(await loadSecrets(dataDir)).toEqual(await loadSecrets(dataDir))
})

it.each(['', '{', '{}', '{"jwtKey":"short"}'])('reports a damaged file in one line: %o', async text => {
  await writeFile(join(dataDir, 'secrets.json'), text)
  await expect(loadSecrets(dataDir))
    .rejects.toThrow(/^.*secrets\.json is damaged\. Restore it, or delete it to make new keys: .+$/)
  expect(await readFile(join(dataDir, 'secrets.json'), 'utf8')).toBe(text)
})

it('reports in one line that the folder can\'t be written', async () => {
  const file = join(parent, 'file')
  await writeFile(file, '')
  await expect(prepareDataDir(join(file, 'data')))
    .rejects.toThrow(/^DATA_DIR=".*" can't be written \(ENOTDIR\)\. Allowed: .+$/)
})
