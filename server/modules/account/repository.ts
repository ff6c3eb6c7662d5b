import { and, eq, exists, isNull } from 'drizzle-orm'
import type { Member, School } from '../../../contract'
import type { Database } from '../../kernel/db/database'
import { members, refreshTokens, schools } from './tables'

/** A member and the school, as the API shows them. */
export interface Identity {
  member: Member
  school: School
}

const IDENTITY = {
  member: { id: members.id, name: members.name, role: members.role },
  school: { id: schools.id, name: schools.name, timeZone: schools.timeZone },
}

export type AccountRepository = ReturnType<typeof createAccountRepository>

export function createAccountRepository(db: Database) {
  const identities = () => db.select(IDENTITY).from(members).innerJoin(schools, eq(schools.id, members.schoolId))

  return {
    /** `account` in lower case; it is unique over all schools. */
    async findByAccount(account: string): Promise<Identity & { passwordHash: string } | null> {
      const [row] = await db.select({ ...IDENTITY, passwordHash: members.passwordHash }).from(members)
        .innerJoin(schools, eq(schools.id, members.schoolId))
        .where(eq(members.account, account))
      return row ?? null
    },

    async findMember(memberId: string): Promise<Identity | null> {
      const [row] = await identities().where(eq(members.id, memberId))
      return row ?? null
    },

    /** The member of this sign-in; null when it was revoked or the member was deleted. */
    async findSignedIn(memberId: string, familyId: string): Promise<Identity | null> {
      const liveFamily = db.select({ id: refreshTokens.id }).from(refreshTokens).where(and(
        eq(refreshTokens.familyId, familyId),
        eq(refreshTokens.memberId, members.id),
        isNull(refreshTokens.revokedAt),
      ))
      const [row] = await identities().where(and(eq(members.id, memberId), exists(liveFamily)))
      return row ?? null
    },
  }
}
