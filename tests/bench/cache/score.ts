/** Compares the tuner with the guide's two settings over a set of traces. */
import type { Target } from '../report'
import type { CacheLawName } from './cache-laws'
import { FIXED_PAIRS, VARIANTS } from './replay'
import type { Replayed, Variant } from './replay'

export interface Score {
  /** Mean of the traces' mean latencies. */
  latencyMs: number
  stalls: number
  stalledMs: number
  /** Share of the watched time. */
  stallShare: number
  startupMs: number
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

export function scoreOf(replayed: readonly Replayed[], variant: Variant): Score {
  const viewings = replayed.map(({ viewings }) => viewings[variant])
  const startupsMs = sum(viewings.map(({ startupMs }) => startupMs))
  const watchedMs = sum(replayed.map(({ trace }) => trace.seconds * 1000)) - startupsMs
  const stalledMs = sum(viewings.map(it => it.stalledMs))
  return {
    latencyMs: sum(viewings.map(it => it.meanLatencyMs)) / viewings.length,
    stalls: sum(viewings.map(it => it.stalls)),
    stalledMs,
    stallShare: stalledMs / watchedMs,
    startupMs: startupsMs / viewings.length,
  }
}

export const toScores = (replayed: readonly Replayed[]): Record<Variant, Score> =>
  ({ '1/3': scoreOf(replayed, '1/3'), '3/5': scoreOf(replayed, '3/5'), 'automatic': scoreOf(replayed, 'automatic') })

/** Stalls of the tuner in excess of 3/5 on one trace. */
export const stallsAbove = ({ viewings }: Replayed): number => viewings.automatic.stalls - viewings['3/5'].stalls

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** Share of the traces on which the tuner has more than one stall above 3/5. */
export const tooManyStalls = (replayed: readonly Replayed[]): number =>
  replayed.filter(it => stallsAbove(it) > 1).length / replayed.length

export function toLatencyTarget(set: string, replayed: readonly Replayed[]): Target {
  const { '3/5': high, automatic } = toScores(replayed)
  const saved = 1 - automatic.latencyMs / high.latencyMs
  return { name: `${set}: latency below 3/5`, target: '>= 30 %', measured: percent(saved), met: saved >= 0.3 }
}

/**
 * Targets for the browser's player, which follows the law `floor`. `native`: the same traces under the law `near`, that
 * is the guide's 3/5 on a player that does not slow. `set`: label of the traces in the target's name.
 */
export function toBrowserTargets(set: string, replayed: readonly Replayed[], native: readonly Replayed[]): Target[] {
  const { '3/5': high, automatic } = toScores(replayed)
  const lessStalled = 1 - automatic.stalledMs / scoreOf(native, '3/5').stalledMs
  const lessOnSame = 1 - automatic.stalledMs / high.stalledMs
  const over = tooManyStalls(replayed)
  return [
    toLatencyTarget(set, replayed),
    {
      name: `${set}: stall time below 3/5 without slowing`, target: '>= 30 %', measured: percent(lessStalled),
      met: lessStalled >= 0.3,
    },
    {
      name: `${set}: stall time below 3/5 with slowing`, target: '>= 30 %', measured: percent(lessOnSame),
      met: lessOnSame >= 0.3,
    },
    {
      name: `${set}: traces with at most one stall above 3/5`, target: '>= 95 %', measured: percent(1 - over),
      met: over <= 0.05,
    },
  ]
}

/** How much more latency and stall time than a fixed pair the tuner has: the smaller of both shares. */
export function excessOver(replayed: readonly Replayed[], pair: number): number {
  const { automatic } = toScores(replayed)
  const fixed = replayed.flatMap(({ ofPairs }) => ofPairs[pair] ?? [])
  const latencyMs = sum(fixed.map(it => it.meanLatencyMs)) / fixed.length
  const stalledMs = sum(fixed.map(it => it.stalledMs))
  return Math.min(automatic.latencyMs / latencyMs, automatic.stalledMs / stalledMs) - 1
}

/** Under a law of a native player no fixed pair may be better in both figures by more than 5 %. */
export function toNativeTarget(set: string, law: CacheLawName, replayed: readonly Replayed[]): Target {
  const excesses = FIXED_PAIRS[law].map((pair, place) => ({ pair, excess: excessOver(replayed, place) }))
  const worst = excesses.reduce((most, next) => (next.excess > most.excess ? next : most))
  const { minCacheSeconds, maxCacheSeconds } = worst.pair
  return {
    name: `${set}, law "${law}": worse than a fixed pair in both figures`, target: '<= 5 %',
    measured: `${percent(worst.excess)} (${minCacheSeconds}/${maxCacheSeconds})`, met: worst.excess <= 0.05,
  }
}

export const toRows = (replayed: readonly Replayed[]): (string | number)[][] => [
  ['trace', 'kind', ...VARIANTS.flatMap(variant => [`${variant} s`, 'stalls', 'stalled s']), 'changes'],
  ...replayed.map(({ trace, viewings }) => [
    trace.name, trace.kind, ...VARIANTS.flatMap(variant => {
      const { meanLatencyMs, stalls, stalledMs } = viewings[variant]
      return [(meanLatencyMs / 1000).toFixed(2), stalls, (stalledMs / 1000).toFixed(1)]
    }),
    viewings.automatic.changes,
  ]),
]
