/**
 * The ladder that both machines climb while media is wanted and does not flow: a cheap step first, a costlier one each
 * time the component fails again, and after a few of them a person is asked, while the tries go on.
 */
import type { Recovery } from '@/features/codes/event-spec'

/**
 * What one try does:
 * - `start`: stop what may still run, which Android wants, and start;
 * - `restart`: stop, leave the component a second, start;
 * - `rebuild`: make a new component;
 * - `new-url`: ask the server for a freshly signed URL, which also says whether there is anything to connect to.
 */
export type RecoveryStep = 'start' | 'restart' | 'rebuild' | 'new-url'

/** Where a machine is on its ladder. */
export interface Try {
  step: RecoveryStep
  /** Tries since media flowed, this one included: 0 is the first after a person asked. Sets the pace. */
  attempt: number
  /** How often the component has failed in them; an unreachable server does not count. Sets the step. */
  failures: number
}

/** How long to wait before try number `attempt`; injected, since it is random. */
export type NextDelayMs = (attempt: number) => number

/** As the component was last seen well: the first thing to try is the cheapest. */
export const FLOWING: Try = { step: 'start', attempt: 0, failures: 0 }

/** Somebody asked: nothing is known yet, so the server is asked first. */
export const FIRST_TRY: Try = { step: 'new-url', attempt: 0, failures: 0 }

/** After so many failures in a row a person is told that it may not come back by itself. */
const STUCK_AFTER_FAILURES = 6

/** The first rung that a row's `recovery` allows. */
export const leastStep = (recovery: Recovery): RecoveryStep => (recovery === 'rebuild' || recovery === 'new-url' ? recovery : 'start')

/** The try after the component failed: the next rung, and never a cheaper one than `atLeast`. */
export function afterFailure(last: Try, ladder: readonly RecoveryStep[], atLeast: RecoveryStep): Try {
  const failures = last.failures + 1
  const rung = Math.min(Math.max(failures - 1, ladder.indexOf(atLeast)), ladder.length - 1)
  return { step: ladder[rung] ?? 'new-url', attempt: last.attempt + 1, failures }
}

/** The try after the server could not be asked: the same question again. */
export const afterSilence = (last: Try): Try => ({ step: 'new-url', attempt: last.attempt + 1, failures: last.failures })

/** Brings back what was interrupted: nothing has failed, and the picture is missing. */
export const AFTER_PAUSE: Try = { step: 'start', attempt: 1, failures: 0 }

/** A person should hear of it, with a button; the tries go on. */
export const isStuck = ({ failures }: Try): boolean => failures >= STUCK_AFTER_FAILURES
