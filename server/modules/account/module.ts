import type { Database } from '../../kernel/db/database'
import type { Logger } from '../../kernel/log'
import type { Caller } from '../../kernel/policy'
import type { Secrets } from '../../kernel/secrets'
import { createAccessTokens } from './access-tokens'
import { createDirectory } from './directory'
import type { Directory } from './directory'
import { createLoginLimits } from './login-limits'
import { createRefreshTokens } from './refresh-tokens'
import { createAccountRepository } from './repository'
import { accountHandlers } from './routes'
import type { AccountHandlers } from './routes'
import { createAccountService } from './service'

export type { Directory, Named } from './directory'
export { attendeesOf, isStudentOf } from './membership'
export { hashPassword } from './passwords'
export { hasSchool, seedSchool, takenAccounts } from './seed'

interface AccountModuleDeps {
  db: Database
  secrets: Pick<Secrets, 'jwtKey'>
  log: Logger
  now(): Date
}

export interface AccountModule {
  handlers: AccountHandlers
  /** Resolves with the holder of this access token; throws `AppError` when it is not valid. */
  authenticate(accessToken: string | undefined): Promise<Caller>
  directory: Directory
}

/** Schools, members, classes and sign-in. */
export function openAccountModule({ db, secrets, log, now }: AccountModuleDeps): AccountModule {
  const service = createAccountService({
    repository: createAccountRepository(db),
    accessTokens: createAccessTokens(secrets.jwtKey, now),
    refreshTokens: createRefreshTokens(db, now),
    limits: createLoginLimits(now),
    log,
  })
  return { handlers: accountHandlers(service), authenticate: service.authenticate, directory: createDirectory(db) }
}
