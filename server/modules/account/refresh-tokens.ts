import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { and, eq, isNull, lt } from 'drizzle-orm'
import type { Database } from '../../kernel/db/database'
import { members, refreshTokens } from './tables'

/** A device that is unused for longer has to sign in again. */
export const REFRESH_TOKEN_LIFE_MS = 30 * 24 * 60 * 60_000

/**
 * Two tabs of one browser, or a phone whose answer was lost, send the same token twice within seconds. This is normal:
 * within this time a used token gets another successor. Later, its use revokes the family. A fast thief gains a token
 * that is revoked with the family; a longer time would hide more thefts.
 */
export const REUSE_GRACE_MS = 10_000

export interface IssuedToken {
  token: string
  memberId: string
  familyId: string
}

type Rotation =
  | { outcome: 'rotated', issued: IssuedToken }
  /** The token was never issued, or was deleted after its expiry. */
  | { outcome: 'unknown' }
  | { outcome: 'expired' }
  /** Signed out, or revoked with its whole family because a used token was just sent again. */
  | { outcome: 'revoked', reused: boolean, memberId: string }

type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

export type RefreshTokens = ReturnType<typeof createRefreshTokens>

/** Sign-ins as families of rotating tokens: each token works once, and a family is revoked as a whole. */
export function createRefreshTokens(db: Database, now: () => Date) {
  async function issue(tx: Database | Transaction, memberId: string, familyId: string): Promise<IssuedToken> {
    const token = randomBytes(32).toString('base64url')
    const expiresAt = new Date(now().getTime() + REFRESH_TOKEN_LIFE_MS)
    await tx.insert(refreshTokens).values({ familyId, memberId, tokenHash: hashOf(token), expiresAt, createdAt: now() })
    return { token, memberId, familyId }
  }

  /** Serialises sign-out and rotation: otherwise a token created between them would survive the sign-out. */
  const lockMember = (tx: Transaction, memberId: string) =>
    tx.select({ id: members.id }).from(members).where(eq(members.id, memberId)).for('update')

  const find = async (tx: Transaction, token: string) => {
    const [row] = await tx.select().from(refreshTokens).where(eq(refreshTokens.tokenHash, hashOf(token)))
    return row
  }

  const revokeFamily = (tx: Transaction, familyId: string) =>
    tx.update(refreshTokens).set({ revokedAt: now() })
      .where(and(eq(refreshTokens.familyId, familyId), isNull(refreshTokens.revokedAt)))

  return {
    /** Begins a family, and deletes the member's expired tokens. */
    async begin(memberId: string): Promise<IssuedToken> {
      await db.delete(refreshTokens)
        .where(and(eq(refreshTokens.memberId, memberId), lt(refreshTokens.expiresAt, now())))
      return issue(db, memberId, randomUUID())
    },

    /** Outcomes are values: an error would roll the revocation back with the transaction. */
    rotate: (token: string): Promise<Rotation> => db.transaction(async tx => {
      const seen = await find(tx, token)
      if (!seen) return { outcome: 'unknown' }
      await lockMember(tx, seen.memberId)
      const row = await find(tx, token)
      if (!row) return { outcome: 'unknown' }
      const { memberId, familyId } = row
      if (row.revokedAt) return { outcome: 'revoked', reused: false, memberId }
      if (row.expiresAt <= now()) return { outcome: 'expired' }
      if (row.usedAt && now().getTime() - row.usedAt.getTime() > REUSE_GRACE_MS) {
        await revokeFamily(tx, familyId)
        return { outcome: 'revoked', reused: true, memberId }
      }
      if (!row.usedAt) await tx.update(refreshTokens).set({ usedAt: now() }).where(eq(refreshTokens.id, row.id))
      return { outcome: 'rotated', issued: await issue(tx, memberId, familyId) }
    }),

    /** Signs one device out; an unknown token counts as signed out. */
    revoke: (token: string): Promise<void> => db.transaction(async tx => {
      const row = await find(tx, token)
      if (!row) return
      await lockMember(tx, row.memberId)
      await revokeFamily(tx, row.familyId)
    }),

    revokeAll: (memberId: string): Promise<void> => db.transaction(async tx => {
      await lockMember(tx, memberId)
      await tx.update(refreshTokens).set({ revokedAt: now() })
        .where(and(eq(refreshTokens.memberId, memberId), isNull(refreshTokens.revokedAt)))
    }),
  }
}
