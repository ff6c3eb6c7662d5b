import { asc, eq, lt, sql } from 'drizzle-orm'
import type { Database } from '../../kernel/db/database'
import { deleteSome } from '../../kernel/db/delete-some'
import { liveSessionFacts } from './tables'
import type { Fact } from './rules/session'

/** Enough for a stream that stops and returns every second for half an hour. */
const MOST_FACTS_PER_SESSION = 2_000

export interface LiveJournal {
  record(sessionId: string, fact: Fact): Promise<void>
  /** Ordered by time. */
  read(sessionId: string): Promise<Fact[]>
  /** Deletes at most `limit` older facts and resolves with their number. */
  purge(before: Date, limit: number): Promise<number>
  /** Resolves when no write is pending. */
  idle(): Promise<void>
}

/** The facts that moved every live session, with their times. */
export function createLiveJournal(db: Database): LiveJournal {
  const writing = new Set<Promise<void>>()

  async function write(sessionId: string, { type, at }: Fact): Promise<void> {
    const written = db.select({ count: sql`count(*)` }).from(liveSessionFacts)
      .where(eq(liveSessionFacts.sessionId, sessionId))
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

    purge: (before, limit) => deleteSome(db, liveSessionFacts, lt(liveSessionFacts.at, before), limit),

    async idle() {
      await Promise.allSettled(writing)
    },
  }
}
