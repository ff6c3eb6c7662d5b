/**
 * The ladder of recovery steps of both machines while media is wanted and does not flow. Each failure of the component
 * takes a more expensive step. After some failures the page offers a button, and the tries continue.
 */
import type { Recovery } from '@/features/codes/event-spec'

/**
 * The steps:
 * - `start`: stop (Android requires it) and start;
 * - `restart`: stop, pause for a second, start;
 * - `rebuild`: create a new component;
 * - `new-url`: request a newly signed URL; the answer also says whether there is anything to connect to.
 */
export type RecoveryStep = 'start' | 'restart' | 'rebuild' | 'new-url'

/** Position of a machine on its ladder. */
export interface Try {
  step: RecoveryStep
  /** Tries since media flowed, including this one; 0 is the first after a request of a person. Determines the delay. */
  attempt: number
  /** Failures of the component in these tries; an unreachable server does not count. Determines the step. */
  failures: number
}

/**
 * A `request` asks the server only, a `start` starts the component, and so does `now`, without a pause unless the last
 * start was a moment ago.
 */
export type DelayKind = 'start' | 'request' | 'now'

/** Delay before try number `attempt`; injected because it is random and depends on the time of the last start. */
export type NextDelayMs = (attempt: number, kind: DelayKind) => number

/** A try in progress: a component that has said nothing since its start is given up sooner. */
export interface Running {
  /** The component has sent a report or statistics since the start. */
  isHeard?: true
  /** It has, and the time for a first sign has passed. */
  isLate?: true
}

/** Media was flowing, so the first step is the cheapest. */
export const FLOWING: Try = { step: 'start', attempt: 0, failures: 0 }

/** First try by request of a person: nothing is known yet, so the server is asked first. */
export const FIRST_TRY: Try = { step: 'new-url', attempt: 0, failures: 0 }

/** The same without a person: it takes the class from no other device of the teacher. */
export const FIRST_AUTOMATIC_TRY: Try = { ...FIRST_TRY, attempt: 1 }

/**
 * Steps that only command the component that was there before: if it says nothing at all for a while, it does not take
 * commands any more. The other steps also wait for the server or for a new component.
 */
export const isCommandOnly = (step: RecoveryStep): boolean => step === 'start' || step === 'restart'

/** After this many failures in a row the page offers a button. */
const STUCK_AFTER_FAILURES = 6

/** The cheapest step that an event's `recovery` allows. */
export const leastStep = (recovery: Recovery): RecoveryStep =>
  (recovery === 'rebuild' || recovery === 'new-url' ? recovery : 'start')

/** Try after a failure of the component: the next step, or `atLeast` if that is more expensive. */
export function afterFailure(last: Try, ladder: readonly RecoveryStep[], atLeast: RecoveryStep): Try {
  const failures = last.failures + 1
  const rung = Math.min(Math.max(failures - 1, ladder.indexOf(atLeast)), ladder.length - 1)
  return { step: ladder[rung] ?? 'new-url', attempt: last.attempt + 1, failures }
}

/** Try after the server was unreachable: the same request again. */
export const afterSilence = (last: Try): Try =>
  ({ step: 'new-url', attempt: last.attempt + 1, failures: last.failures })

/** Try after an interruption: nothing has failed. */
export const AFTER_PAUSE: Try = { step: 'start', attempt: 1, failures: 0 }

/** Whether the page should offer a button; the tries continue. */
export const isStuck = ({ failures }: Try): boolean => failures >= STUCK_AFTER_FAILURES
