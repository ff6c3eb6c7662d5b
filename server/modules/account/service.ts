import type { SignedIn } from '../../../contract'
import { AppError } from '../../kernel/http/errors/app-error'
import type { Caller } from '../../kernel/policy'
import type { Logger } from '../../kernel/log'
import { ACCESS_TOKEN_LIFE_SECONDS } from './access-tokens'
import type { AccessTokens } from './access-tokens'
import type { LoginLimits } from './login-limits'
import { checkPassword } from './passwords'
import type { IssuedToken, RefreshTokens } from './refresh-tokens'
import type { AccountRepository, Identity } from './repository'

interface AccountServiceDeps {
  repository: AccountRepository
  accessTokens: AccessTokens
  refreshTokens: RefreshTokens
  limits: LoginLimits
  log: Pick<Logger, 'info' | 'warn'>
}

export type AccountService = ReturnType<typeof createAccountService>

export function createAccountService({ repository, accessTokens, refreshTokens, limits, log }: AccountServiceDeps) {
  async function signedIn({ member, school }: Identity, { token, familyId }: IssuedToken): Promise<SignedIn> {
    const { id: memberId, role } = member
    const accessToken = await accessTokens.issue({ memberId, schoolId: school.id, role, familyId })
    return { accessToken, expiresInSeconds: ACCESS_TOKEN_LIFE_SECONDS, refreshToken: token, member, school }
  }

  return {
    /** Accounts are compared in lower case. */
    async login(sentAccount: string, password: string, remoteAddress: string): Promise<SignedIn> {
      const account = sentAccount.toLowerCase()
      const doesNotCount = limits.take(account, remoteAddress)
      const found = await repository.findByAccount(account)
      if (!await checkPassword(found?.passwordHash ?? null, password) || !found) throw new AppError('BAD_CREDENTIALS')
      doesNotCount()
      log.info({ memberId: found.member.id }, 'signed in')
      return signedIn({ member: found.member, school: found.school }, await refreshTokens.begin(found.member.id))
    },

    async refresh(refreshToken: string): Promise<SignedIn> {
      const rotation = await refreshTokens.rotate(refreshToken)
      switch (rotation.outcome) {
        case 'unknown': throw new AppError('UNAUTHENTICATED')
        case 'expired': throw new AppError('TOKEN_EXPIRED')
        case 'revoked':
          if (rotation.reused) {
            log.warn({ memberId: rotation.memberId }, 'a used refresh token was sent again: the device is signed out')
          }
          throw new AppError('SESSION_REVOKED')
        case 'rotated': {
          const identity = await repository.findMember(rotation.issued.memberId)
          if (!identity) throw new AppError('UNAUTHENTICATED')
          return signedIn(identity, rotation.issued)
        }
      }
    },

    logout: (refreshToken: string): Promise<void> => refreshTokens.revoke(refreshToken),

    async logoutEverywhere({ memberId }: Caller): Promise<void> {
      await refreshTokens.revokeAll(memberId)
      log.info({ memberId }, 'signed out everywhere')
    },

    async me({ memberId }: Caller): Promise<Identity> {
      const identity = await repository.findMember(memberId)
      if (!identity) throw new AppError('UNAUTHENTICATED')
      return identity
    },

    /** Asks the database each time, so that a sign-out or a new role applies at once. */
    async authenticate(accessToken: string | undefined): Promise<Caller> {
      if (accessToken === undefined) throw new AppError('UNAUTHENTICATED')
      const { memberId, familyId } = await accessTokens.read(accessToken)
      const identity = await repository.findSignedIn(memberId, familyId)
      if (!identity) throw new AppError('SESSION_REVOKED')
      return { memberId, schoolId: identity.school.id, role: identity.member.role }
    },
  }
}
