/** Duration of a teacher's absence from a class on air, and the view of the students. Times: server clock, ms. */

export interface Absence {
  leftMs: number
  /** The platform sent the waiting image instead of the camera. */
  isHeld: boolean
  /** Time from which the server had no stream. */
  gapSinceMs?: number
}

export interface Return {
  awayMs: number
  /** Students saw the class, the waiting image, or in the end the notice that the teacher is away. */
  saw: 'class' | 'image' | 'away'
  /** Duration of that notice; 0 unless `saw` is `away`. */
  gapMs: number
}

/** Shortest absence to report: a look at another app is shorter. */
const SHORTEST_MS = 3_000

export const startAbsence = (nowMs: number, isHeld: boolean): Absence => ({ leftMs: nowMs, isHeld })

/** Records the first gap of the stream during an absence. An earlier gap counts from the start of the absence. */
export function withGap(absence: Absence, gapSinceMs: number): Absence {
  return Number.isFinite(gapSinceMs) && absence.gapSinceMs === undefined
    ? { ...absence, gapSinceMs: Math.max(absence.leftMs, gapSinceMs) }
    : absence
}

export function endAbsence({ leftMs, isHeld, gapSinceMs }: Absence, nowMs: number): Return | undefined {
  const awayMs = nowMs - leftMs
  const gapMs = gapSinceMs === undefined ? 0 : Math.max(0, nowMs - gapSinceMs)
  if (awayMs < SHORTEST_MS) return undefined
  return { awayMs, gapMs, saw: gapMs > 0 ? 'away' : isHeld ? 'image' : 'class' }
}
