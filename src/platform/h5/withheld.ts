import type { RawNetStatus } from '@/features/codes/netstatus'
import type { StateChange } from '../live-pusher.types'

/** The reports that each twin can withhold: codes by number, statistics, and the results of commands by name. */
interface Reports {
  pusher: number | 'netstatus' | 'startPreview' | 'start' | 'stop' | 'pause' | 'resume'
  player: number | 'netstatus' | 'play' | 'stop'
}
type Component = keyof Reports

/**
 * The reports that the twins do not pass to their own page, read at each report. Tests set it, because WeChat's
 * components lose reports and callbacks too (docs/h5-codes.md). The components work as usual.
 */
export type Withheld = { readonly [C in Component]?: readonly Reports[C][] }

declare global {
  var kaikeWithheld: Withheld | undefined
}

function passes<C extends Component>(component: C, report: Reports[C]): boolean {
  const withheld: readonly Reports[C][] = globalThis.kaikeWithheld?.[component] ?? []
  return !withheld.includes(report)
}

interface Emit {
  statechange: (change: StateChange) => void
  netstatus: (status: { info: RawNetStatus }) => void
  error: (error: { errCode: number, errMsg: string }) => void
}

/** `emit` without the withheld codes and statistics. */
export function passing<E extends Emit>(component: Component, emit: E): E {
  return {
    ...emit,
    statechange: change => { if (passes(component, change.code)) emit.statechange(change) },
    netstatus: status => { if (passes(component, 'netstatus')) emit.netstatus(status) },
    error: error => { if (passes(component, error.errCode)) emit.error(error) },
  }
}

/** The result of a command; a withheld one never comes. */
export function answering<C extends Component, T>(component: C, command: Reports[C], result: Promise<T>): Promise<T> {
  if (passes(component, command)) return result
  result.catch(() => {})
  return new Promise(() => {})
}
