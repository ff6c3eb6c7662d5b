import type { LessonPhase } from '../lessons/phase'

/** Reasons for the end of a live session. */
export const END_REASONS = [
  'teacher_ended',
  'admin_ended',
  /** The teacher's stream did not return within the grace; the teacher may start again. */
  'grace_expired',
  /** On air far past the planned end. */
  'overran',
  /** The teacher was removed from the lesson while it was on air. */
  'teacher_removed',
] as const
export type EndReason = (typeof END_REASONS)[number]

/** How long a class without its teacher's stream stays `interrupted` before it ends. */
export const INTERRUPTED_GRACE_MS = 3 * 60_000

/** The state of one lesson on air: sent on the channel, and read by polling. Times are ISO 8601 in UTC. */
export interface LiveSnapshot {
  lessonId: string
  phase: LessonPhase
  /** The live session on air or the last one; null before the first start. */
  sessionId: string | null
  startedAt: string | null
  /** Time at which the teacher's stream was lost. */
  interruptedAt: string | null
  /** End of the wait for the teacher's stream. */
  graceEndsAt: string | null
  endedAt: string | null
  endReason: EndReason | null
  /** `deviceMark` of the device that publishes now; null while nobody publishes. See `isPublishedFrom`. */
  publisherDevice: string | null
  /** Players connected now. */
  viewers: number
  /** The highest number of viewers in this live session. */
  peakViewers: number
  /** The server's clock when the snapshot was made. Clients count from it, not from their own clock. */
  serverTime: string
}
