import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { ROLES } from '../../../contract/account/roles'
import { AppError } from '../../kernel/http/errors/app-error'

export const ACCESS_TOKEN_LIFE_SECONDS = 15 * 60

const ISSUER = 'kaike'
const ALGORITHM = 'HS256'

const claimsSchema = z.object({ sub: z.uuid(), school: z.uuid(), role: z.enum(ROLES), family: z.uuid() })

interface AccessClaims {
  memberId: string
  schoolId: string
  role: (typeof ROLES)[number]
  /** The sign-in (family of refresh tokens) of this token. When it is revoked, the token is invalid at once. */
  familyId: string
}

export interface AccessTokens {
  issue(claims: AccessClaims): Promise<string>
  /** Throws `TOKEN_EXPIRED`, or `UNAUTHENTICATED` for any other text that is not a valid token. */
  read(token: string): Promise<AccessClaims>
}

/** JWTs that identify the caller. Role and school are read from the database at every request. */
export function createAccessTokens(jwtKey: string, now: () => Date): AccessTokens {
  const key = new TextEncoder().encode(jwtKey)
  return {
    issue({ memberId, schoolId, role, familyId }) {
      const issuedAt = Math.floor(now().getTime() / 1000)
      return new SignJWT({ school: schoolId, role, family: familyId })
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setSubject(memberId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ACCESS_TOKEN_LIFE_SECONDS)
        .sign(key)
    },

    async read(token) {
      try {
        const { payload } = await jwtVerify(token, key, { algorithms: [ALGORITHM], issuer: ISSUER, currentDate: now() })
        const { sub, school, role, family } = claimsSchema.parse(payload)
        return { memberId: sub, schoolId: school, role, familyId: family }
      } catch (error) {
        throw new AppError(error instanceof errors.JWTExpired ? 'TOKEN_EXPIRED' : 'UNAUTHENTICATED', { cause: error })
      }
    },
  }
}
