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
  /** Number of limit changes, and the floors, [ms, seconds]. */
  changes: number
  floors: readonly (readonly [number, number])[]
}

const toModel = ({ minCacheSeconds, maxCacheSeconds }: PlayerCaches) =>
  ({ minSeconds: minCacheSeconds, maxSeconds: maxCacheSeconds })

const PRESET_OF = { '1/3': 'balanced', '3/5': 'smooth', 'automatic': 'automatic' } as const

/** A tuner for a model player, and the history of its floors, [ms, seconds]. */
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

function replay(
  trace: NetworkTrace, events: readonly NetworkEvent[], law: CacheLawName, variant: Variant,
): TunedViewing {
  const { watcher, floors } = createTuner(variant)
  const viewing = watchTrace(trace, events, CACHE_LAWS[law](), watcher)
  return { ...viewing, changes: floors.length - 1, floors }
}

export interface Replayed {
  trace: NetworkTrace
  viewings: Record<Variant, TunedViewing>
}

/** Replays one trace under one law with the two fixed settings and the tuner. */
export function replayTrace(trace: NetworkTrace, law: CacheLawName): Replayed {
  const events = simulateNetwork(trace)
  const viewingOf = (variant: Variant) => replay(trace, events, law, variant)
  return {
    trace,
    viewings: { '1/3': viewingOf('1/3'), '3/5': viewingOf('3/5'), 'automatic': viewingOf('automatic') },
  }
}
