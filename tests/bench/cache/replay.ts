import { startCacheTuner, stepCacheTuner } from '../../../src/features/player/rules/cache/cache-tuner'
import type { CacheFact } from '../../../src/features/player/rules/cache/cache-state'
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

interface ModelTuner {
  watcher: Watcher
  /** History of the floors, [ms, seconds]. */
  floors: (readonly [number, number])[]
}

/** A tuner for a model player. It does not know the player's law. */
export function createTuner(variant: Variant): ModelTuner {
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

/** Replays one trace under one law with a fixed setting or the tuner. */
export function replayVariant(
  trace: NetworkTrace, law: CacheLawName, variant: Variant, events = simulateNetwork(trace),
): TunedViewing {
  const { watcher, floors } = createTuner(variant)
  const viewing = watchTrace(trace, events, CACHE_LAWS[law](), watcher)
  return { ...viewing, changes: floors.length - 1, floors }
}

const FIXED_FLOORS = [0.6, 1, 1.4, 1.8, 2.2, 2.6, 3]
const pairsOf = (bands: readonly number[]): PlayerCaches[] => FIXED_FLOORS.flatMap(minCacheSeconds =>
  bands.map(band => ({ minCacheSeconds, maxCacheSeconds: Math.round((minCacheSeconds + band) * 10) / 10 })))

/** Fixed pairs that the tuner is compared with. Under `near`, the ceiling has hardly any effect. */
export const FIXED_PAIRS: Readonly<Record<CacheLawName, readonly PlayerCaches[]>> =
  { floor: [], near: pairsOf([2]), band: pairsOf([1, 2, 3]) }

export interface Replayed {
  trace: NetworkTrace
  viewings: Record<Variant, TunedViewing>
  /** One viewing for each of the law's `FIXED_PAIRS`. */
  ofPairs: readonly Viewing[]
}

function watchFixed(
  trace: NetworkTrace, events: readonly NetworkEvent[], law: CacheLawName, caches: PlayerCaches,
): Viewing {
  const limits = toModel(caches)
  const ignore = (): void => {}
  const watcher: Watcher = { limits: () => limits, onReport: ignore, onNetStatus: ignore, onLessonPhase: ignore }
  return watchTrace(trace, events, CACHE_LAWS[law](), watcher)
}

/** Replays one trace under one law with the two fixed settings and the tuner. */
export function replayTrace(trace: NetworkTrace, law: CacheLawName): Replayed {
  const events = simulateNetwork(trace)
  const viewingOf = (variant: Variant) => replayVariant(trace, law, variant, events)
  return {
    trace,
    viewings: { '1/3': viewingOf('1/3'), '3/5': viewingOf('3/5'), 'automatic': viewingOf('automatic') },
    ofPairs: FIXED_PAIRS[law].map(pair => watchFixed(trace, events, law, pair)),
  }
}
