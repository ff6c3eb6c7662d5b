import { asc, eq, sql } from 'drizzle-orm'
import type { Database } from '../../kernel/db/database'
import { liveSessionFacts } from '../../kernel/db/schema'
import type { Fact } from './rules/session'

/** A stream that comes and goes every second for half an hour; more says nothing new. */
const MOST_FACTS_PER_SESSION = 2_000

export interface LiveJournal {
  record(sessionId: string, fact: Fact): Promise<void>
  /** In order of time. */
  read(sessionId: string): Promise<Fact[]>
  /** Resolves when nothing is being written. */
  idle(): Promise<void>
}

/** What moved every live session, and when. */
export function createLiveJournal(db: Database): LiveJournal {
  const writing = new Set<Promise<void>>()

  async function write(sessionId: string, { type, at }: Fact): Promise<void> {
    const written = db.select({ count: sql`count(*)` }).from(liveSessionFacts).where(eq(liveSessionFacts.sessionId, sessionId))
    await db.execute(sql`
      insert into ${liveSessionFacts} (session_id, type, at)
      select ${sessionId}::uuid, ${type}, ${sql.param(at, liveSessionFacts.at)}::timestamptz
      where (${written}) < ${MOST_FACTS_PER_SESSION}`)
  }

  return {
    record(sessionId, fact) {
      const done = write(sessionId, fact).finally(() => writing.delete(done))
      writing.add(done)
      return done
    },

    async read(sessionId) {
      const rows = await db.select({ type: liveSessionFacts.type, at: liveSessionFacts.at }).from(liveSessionFacts)
        .where(eq(liveSessionFacts.sessionId, sessionId)).orderBy(asc(liveSessionFacts.at))
      return rows as Fact[]
    },

    async idle() {
      await Promise.allSettled(writing)
    },
  }
}
