import type { TraceStep } from './host/driver'

/** A step of a file in `src/live/traces/`, as far as a phone is concerned. */
export interface RecordedStep {
  atMs: number
  input?: { type: string, code?: number }
}

/** Inputs that are facts of the phone; others come from the server or from a finger, and the test brings those about. */
const EVENTS: Readonly<Record<string, Extract<TraceStep, { event: string }>['event']>> = {
  pageHidden: 'hide', pageShown: 'show', networkLost: 'offline', networkRestored: 'online', callEnded: 'callEnds',
}

/** What of a recorded trace the host plays: `phone.host.play(trace.component, phoneFacts(trace.steps))`. */
export function phoneFacts(steps: readonly RecordedStep[]): TraceStep[] {
  return steps.flatMap(({ atMs, input }): TraceStep[] => {
    if (input?.type === 'reported' && input.code !== undefined) return [{ atMs, code: input.code }]
    const event = input && EVENTS[input.type]
    return event ? [{ atMs, event }] : []
  })
}
