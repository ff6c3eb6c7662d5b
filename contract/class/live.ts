/**
 * Where a lesson is in its life, as the server sees it (docs/decisions/0005-class-on-the-server.md):
 * `scheduled → open (waiting room) → live ⇄ interrupted (grace) → ended`; `cancelled` leaves from `scheduled` or `open`.
 */
export const LESSON_PHASES = ['scheduled', 'open', 'live', 'interrupted', 'ended', 'cancelled'] as const
export type LessonPhase = (typeof LESSON_PHASES)[number]

/** Why a live session is over. */
export const END_REASONS = [
  'teacher_ended',
  'admin_ended',
  /** The teacher's stream did not come back within the grace; the teacher may start again. */
  'grace_expired',
  /** On air far past the planned end. */
  'overran',
  /** The teacher was removed from the lesson while it was on air. */
  'teacher_removed',
] as const
export type EndReason = (typeof END_REASONS)[number]

/** The waiting room opens, and the teacher may start, this long before the planned start. */
export const OPEN_BEFORE_START_MS = 15 * 60_000
/** A lost pusher leaves the class this long before it ends. */
export const INTERRUPTED_GRACE_MS = 3 * 60_000
/** A class still on air this long after its planned end is ended by the server. */
export const OVERRUN_LIMIT_MS = 60 * 60_000

/** One upload of the uplink test: a request that fits the server's limit for bodies. */
export const PROBE_PART_BYTES = 48 * 1024

/** The truth about one lesson on air: the channel sends it, polling reads it. Times are ISO 8601 in UTC. */
export interface LiveSnapshot {
  lessonId: string
  phase: LessonPhase
  /** The live session on air or the last one; null before the first start. */
  sessionId: string | null
  startedAt: string | null
  /** Since when the teacher's stream is gone, and until when the class waits for it. */
  interruptedAt: string | null
  graceEndsAt: string | null
  endedAt: string | null
  endReason: EndReason | null
  /** Players connected now. */
  viewers: number
  /** The most at once in this live session. */
  peakViewers: number
  /** The server's clock when this was made: clients count from it, not from their own. */
  serverTime: string
}
