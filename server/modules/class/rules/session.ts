/**
 * The states of one live session as a pure machine: `starting → live ⇄ interrupted → ended`.
 * A lost stream only starts the grace; it never ends the class at once. Inputs are facts that may be late, repeated or
 * out of order; a fact without meaning in a state returns the same state object.
 */
import { assertNever } from '../../../../contract/kernel/assert-never'
import { INTERRUPTED_GRACE_MS } from '../../../../contract/class/snapshot'
import type { EndReason } from '../../../../contract/class/snapshot'

/** A session on air ends automatically this long after the planned end of its lesson. */
export const OVERRUN_LIMIT_MS = 60 * 60_000

export type SessionState =
  /** The teacher started the class and no media has arrived: the same grace applies. */
  | { state: 'starting', waitingSince: Date }
  | { state: 'live' }
  | { state: 'interrupted', waitingSince: Date }
  | { state: 'ended', endedAt: Date, endReason: EndReason }

/** An event with its time. */
export interface Fact {
  type:
    | 'publishStarted' | 'publishStopped' | 'serverStarted'
    | 'graceExpired' | 'teacherEnded' | 'adminEnded' | 'teacherRemoved' | 'overran'
  at: Date
}

export const startedSession = (at: Date): SessionState => ({ state: 'starting', waitingSince: at })

export const graceEndsAt = (waitingSince: Date): Date => new Date(waitingSince.getTime() + INTERRUPTED_GRACE_MS)

const endedBy = (endReason: EndReason, endedAt: Date): SessionState => ({ state: 'ended', endedAt, endReason })

export function onFact(session: SessionState, { type, at }: Fact): SessionState {
  if (session.state === 'ended') return session
  switch (type) {
    case 'publishStarted': return session.state === 'live' ? session : { state: 'live' }
    case 'publishStopped': return session.state === 'live' ? { state: 'interrupted', waitingSince: at } : session
    // Publishing was impossible while the server was down, so the grace restarts.
    case 'serverStarted': {
      const state = session.state === 'starting' ? 'starting' : 'interrupted'
      return isWaitingSince(session, at) ? session : { state, waitingSince: at }
    }
    case 'graceExpired': return isGraceOver(session, at) ? endedBy('grace_expired', at) : session
    case 'teacherEnded': return endedBy('teacher_ended', at)
    case 'adminEnded': return endedBy('admin_ended', at)
    case 'teacherRemoved': return endedBy('teacher_removed', at)
    case 'overran': return endedBy('overran', at)
    default: return assertNever(type)
  }
}

const isWaitingSince = (session: SessionState, at: Date): boolean =>
  'waitingSince' in session && session.waitingSince.getTime() === at.getTime()

/** A timer of an earlier interruption must not end a class that is live again. */
function isGraceOver(session: SessionState, at: Date): boolean {
  return 'waitingSince' in session && at >= graceEndsAt(session.waitingSince)
}

/** The fact that is due at `now` by the clock; null when none is. */
export function dueFact(session: SessionState, plannedEnd: Date, now: Date): Fact | null {
  if (session.state === 'ended') return null
  if (now.getTime() >= plannedEnd.getTime() + OVERRUN_LIMIT_MS) return { type: 'overran', at: now }
  return isGraceOver(session, now) ? { type: 'graceExpired', at: now } : null
}
