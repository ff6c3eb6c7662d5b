import { hash, verify } from '@node-rs/argon2'
import type { Options } from '@node-rs/argon2'

/** OWASP's minimum for argon2id (the library's default algorithm): 19 MiB, two passes, one lane. */
const ARGON2ID: Options = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password, ARGON2ID)

let unknownAccountHash: Promise<string> | undefined

/** Takes the same time for an unknown account (`null`), so that the time does not tell which accounts exist. */
export async function checkPassword(passwordHash: string | null, password: string): Promise<boolean> {
  unknownAccountHash ??= hashPassword('the password of no account')
  const matches = await verify(passwordHash ?? await unknownAccountHash, password)
  return matches && passwordHash !== null
}
