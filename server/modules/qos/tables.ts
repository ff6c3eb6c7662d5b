import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { QosComponent } from '../../../contract/qos/samples'
import { instant } from '../../kernel/db/columns'
import { members } from '../account/tables'
import { liveSessionId } from '../class/tables'

const memberId = () => uuid('member_id').notNull().references(() => members.id, { onDelete: 'cascade' })

/** Number of QoS samples that each member sent for a live session; the limits are checked against it. */
export const qosReporters = pgTable('qos_reporters', {
  sessionId: liveSessionId(),
  memberId: memberId(),
  component: text('component').$type<QosComponent>().notNull(),
  samples: integer('samples').notNull(),
  bytes: integer('bytes').notNull(),
  dropped: integer('dropped').notNull(),
  receivedAt: instant('received_at').notNull(),
}, t => [
  primaryKey({ columns: [t.sessionId, t.memberId, t.component] }),
  index('qos_reporters_received_at').on(t.receivedAt),
])

/** A batch of samples, packed by `rules/packing.ts`. The device names it (`batch`), so that a repeat is harmless. */
export const qosBatches = pgTable('qos_batches', {
  sessionId: liveSessionId(),
  memberId: memberId(),
  component: text('component').$type<QosComponent>().notNull(),
  batch: text('batch').notNull(),
  samples: text('samples').notNull(),
  receivedAt: instant('received_at').notNull(),
}, t => [
  primaryKey({ columns: [t.sessionId, t.memberId, t.component, t.batch] }),
  index('qos_batches_received_at').on(t.receivedAt),
])
