import { randomBytes } from 'node:crypto'
import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { StartError } from './start-error'

const key = z.string().min(32)
const schema = z.object({
  /** Signs access tokens. */
  jwtKey: key,
  /** Signs tickets for media and channel. */
  ticketKey: key,
  /** Sign push and play URLs. They differ, so that a play URL never allows publishing. */
  pushKey: key,
  playKey: key,
})

export type Secrets = z.output<typeof schema>

const newKey = () => randomBytes(32).toString('hex')
const newSecrets = (): Secrets => ({ jwtKey: newKey(), ticketKey: newKey(), pushKey: newKey(), playKey: newKey() })

/** Makes the data folder, readable by its user only. Throws `StartError` when it cannot be written. */
export async function prepareDataDir(dataDir: string): Promise<void> {
  const probe = join(dataDir, '.writable')
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    await chmod(dataDir, 0o700)
    const file = await open(probe, 'w', 0o600)
    await file.close()
  } catch (error) {
    throw new StartError(
      `DATA_DIR=${JSON.stringify(dataDir)} can't be written (${codeOf(error)}). `
      + 'Allowed: a folder that this user may write',
      { cause: error },
    )
  }
}

/** Reads `secrets.json`, or makes it at the first start with mode 0600. Throws `StartError` when it is damaged. */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  const path = join(dataDir, 'secrets.json')
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  })
  if (text === null) return makeSecrets(path)
  try {
    return schema.parse(JSON.parse(text))
  } catch (error) {
    throw new StartError(
      `${path} is damaged. Restore it, or delete it to make new keys: all members have to sign in again`,
      { cause: error },
    )
  }
}

/** Written to a second file and renamed: a file cut short by a crash would prevent the next start. */
async function makeSecrets(path: string): Promise<Secrets> {
  const secrets = newSecrets()
  const file = await open(`${path}.new`, 'w', 0o600)
  await file.writeFile(`${JSON.stringify(secrets, null, 2)}\n`)
  await file.sync()
  await file.close()
  await rename(`${path}.new`, path)
  return secrets
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)
