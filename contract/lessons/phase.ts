/**
 * The phases of a lesson; decided by the server:
 * `scheduled → open (waiting room) → live ⇄ interrupted (grace) → ended`; `cancelled` follows `scheduled` or `open`.
 */
export const LESSON_PHASES = ['scheduled', 'open', 'live', 'interrupted', 'ended', 'cancelled'] as const
export type LessonPhase = (typeof LESSON_PHASES)[number]

/** The waiting room opens, and the teacher may start, this long before the planned start. */
export const OPEN_BEFORE_START_MS = 15 * 60_000
