/** How long a teacher was away from a class on air, and what its students saw meanwhile. Times are the server's, milliseconds. */

export interface Absence {
  leftMs: number
  /** The platform sent the waiting image instead of the camera. */
  isHeld: boolean
  /** Since when the server had no stream. */
  gapSinceMs?: number
}

export interface Return {
  awayMs: number
  /** Students saw the class all the time, the waiting image, or at last that the teacher had stepped away. */
  saw: 'class' | 'image' | 'away'
  /** For how long the last. */
  gapMs: number
}

/** Nobody wants to read about a glance at another app. */
const SHORTEST_MS = 3_000

export const leave = (nowMs: number, isHeld: boolean): Absence => ({ leftMs: nowMs, isHeld })

/** What the server says of the stream while the teacher is away; one that was gone before began with something else. */
export function withGap(absence: Absence, gapSinceMs: number): Absence {
  return Number.isFinite(gapSinceMs) && absence.gapSinceMs === undefined ? { ...absence, gapSinceMs: Math.max(absence.leftMs, gapSinceMs) } : absence
}

export function comeBack({ leftMs, isHeld, gapSinceMs }: Absence, nowMs: number): Return | undefined {
  const awayMs = nowMs - leftMs
  const gapMs = gapSinceMs === undefined ? 0 : Math.max(0, nowMs - gapSinceMs)
  if (awayMs < SHORTEST_MS) return undefined
  return { awayMs, gapMs, saw: gapMs > 0 ? 'away' : isHeld ? 'image' : 'class' }
}
