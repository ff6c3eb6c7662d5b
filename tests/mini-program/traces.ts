import { readFileSync } from 'node:fs'
import type { Trace } from '../../src/live/testing/trace'
import type { TraceStep } from './host/driver'

/** Inputs that are facts of the phone; others come from the server or from a finger, and the test brings those about. */
const EVENTS: Readonly<Record<string, Extract<TraceStep, { event: string }>['event']>> = {
  pageHidden: 'hide', pageShown: 'show', networkLost: 'offline', networkRestored: 'online', callEnded: 'callEnds',
}

export const readTrace = (name: string): Trace => JSON.parse(readFileSync(`src/live/traces/${name}.json`, 'utf8')) as Trace

/** What of a recorded trace the host plays: `phone.host.play(trace.component, phoneFacts(trace.steps))`. */
export function phoneFacts(steps: Trace['steps']): TraceStep[] {
  return steps.flatMap(({ atMs, input }): TraceStep[] => {
    if (input?.type === 'reported' && input.code !== undefined) return [{ atMs, code: input.code }]
    const event = input && EVENTS[input.type]
    return event ? [{ atMs, event }] : []
  })
}
