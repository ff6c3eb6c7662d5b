/** Queue of batches to send, oldest first. It is bounded, and invalid stored data is dropped. Pure functions. */
import { QOS_MAX_SAMPLES_PER_BATCH } from '@contract/qos/samples'
import type { QosBatch } from '@contract'

export interface WaitingBatch {
  /** The signed-in member; another member on this device must not send the batch. */
  memberId: string
  lessonId: string
  /** The batch may have arrived without an answer, so no samples are added to it any more. */
  isTried: boolean
  body: QosBatch
}

/** 20 minutes without a server, about 200 KB. */
export const MOST_WAITING_SAMPLES = 1_200

const countOf = (queue: readonly WaitingBatch[]): number =>
  queue.reduce((sum, { body }) => sum + body.samples.length, 0)

function fitsTogether(a: WaitingBatch, b: WaitingBatch): boolean {
  return !a.isTried && a.memberId === b.memberId && a.lessonId === b.lessonId
    && a.body.sessionId === b.body.sessionId && a.body.component === b.body.component
    && a.body.samples.length + b.body.samples.length <= QOS_MAX_SAMPLES_PER_BATCH
}

/** Drops the oldest samples above the limit and counts them in the oldest remaining batch. */
export function enqueue(queue: readonly WaitingBatch[], batch: WaitingBatch): WaitingBatch[] {
  const last = queue.at(-1)
  const next = last && fitsTogether(last, batch)
    ? [...queue.slice(0, -1), withSamples(last, batch.body)]
    : [...queue, batch]
  while (countOf(next) > MOST_WAITING_SAMPLES && next.length > 1) {
    const [oldest] = next.splice(0, 1)
    const [first] = next
    if (oldest && first) {
      const dropped = first.body.dropped + oldest.body.samples.length + oldest.body.dropped
      next[0] = { ...first, body: { ...first.body, dropped } }
    }
  }
  return next
}

const withSamples = (batch: WaitingBatch, { samples, dropped }: QosBatch): WaitingBatch =>
  ({
    ...batch,
    body: { ...batch.body, samples: [...batch.body.samples, ...samples], dropped: batch.body.dropped + dropped },
  })

export const markTried = (queue: readonly WaitingBatch[], name: string): WaitingBatch[] =>
  queue.map(batch => (batch.body.batch === name ? { ...batch, isTried: true } : batch))

export const without = (queue: readonly WaitingBatch[], name: string): WaitingBatch[] =>
  queue.filter(({ body }) => body.batch !== name)

/** Reads the stored queue. Stored data may be of an older version or invalid. */
export function readQueue(stored: unknown): WaitingBatch[] {
  return Array.isArray(stored) ? stored.filter(isWaitingBatch) : []
}

function isWaitingBatch(value: unknown): value is WaitingBatch {
  if (typeof value !== 'object' || value === null) return false
  const { memberId, lessonId, isTried, body } = value as Partial<Record<keyof WaitingBatch, unknown>>
  if (typeof memberId !== 'string' || typeof lessonId !== 'string' || typeof isTried !== 'boolean') return false
  if (typeof body !== 'object' || body === null) return false
  const { sessionId, component, batch, samples, dropped } = body as Partial<Record<keyof QosBatch, unknown>>
  return typeof sessionId === 'string' && typeof component === 'string'
    && typeof batch === 'string' && typeof dropped === 'number'
    && Array.isArray(samples) && samples.length > 0
}
