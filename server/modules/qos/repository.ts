import { and, eq, lt, sql } from 'drizzle-orm'
import type { QosComponent, QosSample } from '../../../contract/qos/samples'
import type { Database } from '../../kernel/db/database'
import { deleteSome } from '../../kernel/db/delete-some'
import { pack, unpack } from './rules/packing'
import { qosBatches, qosReporters } from './tables'

/** Ten hours of samples, one hour more than the longest class. */
export const MOST_SAMPLES_PER_REPORTER = 36_000
const MOST_BYTES_PER_REPORTER = 4_000_000
/** Enough for sixty people for five hours. */
const MOST_BYTES_PER_SESSION = 64_000_000

interface ReporterKey {
  sessionId: string
  memberId: string
  component: QosComponent
}

interface NewBatch extends ReporterKey {
  batch: string
  samples: readonly QosSample[]
  dropped: number
}

export type QosRepository = ReturnType<typeof createQosRepository>

export function createQosRepository(db: Database) {
  return {
    /** `known`: a repeat; `full`: the limit of this member or session is reached. Neither changes anything. */
    add: (sent: NewBatch, receivedAt: Date): Promise<'added' | 'known' | 'full'> => db.transaction(async tx => {
      const { samples, dropped, batch, ...key } = sent
      const packed = pack(samples)
      const [inserted] = await tx.insert(qosBatches).values({ ...key, batch, samples: packed, receivedAt })
        .onConflictDoNothing().returning({ batch: qosBatches.batch })
      if (!inserted) return 'known'
      const counted = { samples: samples.length, bytes: packed.length, dropped }
      const [reporter] = await tx.insert(qosReporters).values({ ...key, ...counted, receivedAt }).onConflictDoUpdate({
        target: [qosReporters.sessionId, qosReporters.memberId, qosReporters.component],
        set: {
          samples: sql`${qosReporters.samples} + ${counted.samples}`,
          bytes: sql`${qosReporters.bytes} + ${counted.bytes}`,
          dropped: sql`least(${qosReporters.dropped}::bigint + ${counted.dropped}, 2000000000)`,
          receivedAt,
        },
        setWhere: and(
          sql`${qosReporters.samples} + ${counted.samples} <= ${MOST_SAMPLES_PER_REPORTER}`,
          sql`${qosReporters.bytes} + ${counted.bytes} <= ${MOST_BYTES_PER_REPORTER}`,
        ),
      }).returning({ samples: qosReporters.samples })
      const [session] = await tx.select({ bytes: sql<number>`sum(${qosReporters.bytes})::int` }).from(qosReporters)
        .where(eq(qosReporters.sessionId, key.sessionId))
      if (reporter && (session?.bytes ?? 0) <= MOST_BYTES_PER_SESSION) return 'added'
      throw new Full()
    }).catch((error: unknown) => {
      if (error instanceof Full) return 'full'
      throw error
    }),

    /** The members who sent samples of a session, unordered. */
    reporters: (sessionId: string) => db.select({
      memberId: qosReporters.memberId, component: qosReporters.component,
      samples: qosReporters.samples, dropped: qosReporters.dropped,
    }).from(qosReporters).where(eq(qosReporters.sessionId, sessionId)),

    /** Unordered. */
    async samplesOf({ sessionId, memberId, component }: ReporterKey): Promise<QosSample[]> {
      const rows = await db.select({ samples: qosBatches.samples }).from(qosBatches)
        .where(and(
          eq(qosBatches.sessionId, sessionId), eq(qosBatches.memberId, memberId), eq(qosBatches.component, component),
        ))
      return rows.flatMap(({ samples }) => unpack(samples))
    },

    /** Deletes at most `limit` older rows of each table and resolves with their number. */
    async purge(before: Date, limit: number): Promise<number> {
      return await deleteSome(db, qosBatches, lt(qosBatches.receivedAt, before), limit)
        + await deleteSome(db, qosReporters, lt(qosReporters.receivedAt, before), limit)
    },
  }
}

/** Rolls the transaction back; it is caught in this file. */
class Full extends Error {}
