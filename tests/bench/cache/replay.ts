import { startCacheTuner, stepCacheTuner } from '../../../src/features/player/rules/cache/cache-tuner'
import type { CacheFact } from '../../../src/features/player/rules/cache/cache-tuner'
import type { PlayerCaches } from '../../../src/platform/player-caches'
import { CACHE_LAWS } from './cache-laws'
import type { CacheLawName } from './cache-laws'
import { simulateNetwork } from './network-model'
import type { NetworkEvent } from './network-model'
import { watchTrace } from './player-model'
import type { Viewing, Watcher } from './player-model'
import type { NetworkTrace } from './trace'

export type Variant = '1/3' | '3/5' | 'automatic'
export const VARIANTS: readonly Variant[] = ['1/3', '3/5', 'automatic']

export interface TunedViewing extends Viewing {
  /** How often the limits changed, and what they were, [ms, floor in seconds]. */
  changes: number
  floors: readonly (readonly [number, number])[]
}

const toModel = ({ minCacheSeconds, maxCacheSeconds }: PlayerCaches) => ({ minSeconds: minCacheSeconds, maxSeconds: maxCacheSeconds })

const PRESET_OF = { '1/3': 'balanced', '3/5': 'smooth', 'automatic': 'automatic' } as const

/** A tuner beside a model player, with its floors as they were, [ms, seconds]. */
export function createTuner(variant: Variant): { watcher: Watcher, floors: (readonly [number, number])[] } {
  let state = startCacheTuner('live', PRESET_OF[variant])
  const floors: (readonly [number, number])[] = [[0, state.limits.minCacheSeconds]]
  const dispatch = (fact: Exclude<CacheFact, { type: 'presetChosen' }>): void => {
    const before = state.limits
    state = stepCacheTuner(state, fact)
    if (state.limits !== before) floors.push([fact.atMs, state.limits.minCacheSeconds])
  }
  const watcher: Watcher = {
    limits: () => toModel(state.limits),
    onReport: (event, atMs) => dispatch({ type: 'reported', event, atMs }),
    onNetStatus: (status, atMs) => dispatch({ type: 'netStatus', status, atMs }),
    onLessonPhase: (phase, atMs) => dispatch({ type: 'lessonPhase', phase, atMs }),
  }
  return { watcher, floors }
}

function replay(trace: NetworkTrace, events: readonly NetworkEvent[], law: CacheLawName, variant: Variant): TunedViewing {
  const { watcher, floors } = createTuner(variant)
  const viewing = watchTrace(trace, events, CACHE_LAWS[law](), watcher)
  return { ...viewing, changes: floors.length - 1, floors }
}

export interface Replayed {
  trace: NetworkTrace
  viewings: Record<Variant, TunedViewing>
}

/** One trace under one law, by the two fixed settings and the tuner. */
export function replayTrace(trace: NetworkTrace, law: CacheLawName): Replayed {
  const events = simulateNetwork(trace)
  return {
    trace,
    viewings: { '1/3': replay(trace, events, law, '1/3'), '3/5': replay(trace, events, law, '3/5'), 'automatic': replay(trace, events, law, 'automatic') },
  }
}
