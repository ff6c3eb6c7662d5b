/** Compares the tuner with the guide's two settings over a set of traces. */
import type { Target } from '../report'
import { VARIANTS } from './replay'
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

/** `set`: label of the traces in the target's name. */
export function toTargets(set: string, replayed: readonly Replayed[]): Target[] {
  const { '1/3': low, '3/5': high, automatic } = toScores(replayed)
  const latencySaved = 1 - automatic.latencyMs / high.latencyMs
  const moreStalled = automatic.stalledMs / high.stalledMs - 1
  const lessStalled = 1 - automatic.stalledMs / low.stalledMs
  const worst = replayed.reduce((most, next) => (stallsAbove(next) > stallsAbove(most) ? next : most))
  return [
    { name: `${set}: latency below 3/5`, target: '>= 30 %', measured: percent(latencySaved), met: latencySaved >= 0.3 },
    {
      name: `${set}: stall time above 3/5`, target: '<= 10 %', measured: percent(moreStalled), met: moreStalled <= 0.1,
    },
    {
      name: `${set}: stall time below 1/3`, target: '>= 50 %', measured: percent(lessStalled), met: lessStalled >= 0.5,
    },
    {
      name: `${set}: most stalls above 3/5 on a trace`, target: '<= 1',
      measured: `${stallsAbove(worst)} (${worst.trace.name})`, met: stallsAbove(worst) <= 1,
    },
  ]
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
