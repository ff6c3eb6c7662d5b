/** Scores of many classes. */
import { CLASS_MS } from './world/assumptions'
import type { Finding, FindingKind, Gap } from './on-air-watch'
import type { ClassRecord } from './record'

/**
 * Time that a reconnection takes although nothing is wrong any more: the component's own pause between its tries (3 s),
 * and camera, connection, handshake and the server's notice (2 s). Each cause of a gap has it once.
 */
const RECONNECT_MS = 5_000
const START_WINDOW_MS = 5_000

export interface Score {
  classes: number
  /** Share of the classes. */
  back: number
  /** Time off air in relation to the time that the incidents take; 1 is a perfect machine. */
  ratioP50: number
  ratioP95: number
  /** Gaps for which the world has no cause. */
  selfMade: number
  meanOffAirMs: number
  meanStarts: number
  /** Most starts within 5 s in one class, and the share of the classes with more than one. */
  mostStarts: number
  classesWithCloseStarts: number
  /** The class with most starts in 5 s. */
  classOfMostStarts: number
  /** Shortest time between two starts. */
  closestStartsMs: number
  unwantedTakeovers: number
  findings: Record<FindingKind, number>
}

export const lengthOf = ({ fromMs, toMs }: Gap): number => toMs - fromMs

/** A gap of the first seconds of the class is the start itself. */
export const isRecovery = ({ fromMs }: Gap): boolean => fromMs > 10_000

export function ratioOf(gap: Gap): number {
  const takesMs = gap.impossibleMs + gap.causes * RECONNECT_MS
  return takesMs === 0 ? Number.POSITIVE_INFINITY : lengthOf(gap) / takesMs
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Most starts within five seconds. */
export function mostStartsOf(startsMs: readonly number[]): number {
  let most = 0
  let from = 0
  startsMs.forEach((startMs, at) => {
    while (startMs - (startsMs[from] ?? startMs) >= START_WINDOW_MS) from += 1
    most = Math.max(most, at - from + 1)
  })
  return most
}

function closestOf(startsMs: readonly number[]): number {
  const pausesMs = startsMs.slice(1).map((startMs, at) => startMs - (startsMs[at] ?? 0))
  return Math.min(CLASS_MS, ...pausesMs)
}

export function scoreOf(records: readonly ClassRecord[]): Score {
  const gaps = records.flatMap(record => record.gaps.filter(isRecovery))
  const ratios = gaps.map(ratioOf)
  const most = records.map(({ startsMs }) => mostStartsOf(startsMs))
  const findings = records.flatMap(record => record.findings)
  const count = (kind: FindingKind): number => findings.filter(it => it.kind === kind).length
  return {
    classes: records.length,
    back: records.filter(({ isBack }) => isBack).length / records.length,
    ratioP50: percentile(ratios, 0.5),
    ratioP95: percentile(ratios, 0.95),
    selfMade: gaps.filter(({ impossibleMs, causes }) => impossibleMs === 0 && causes === 0).length,
    meanOffAirMs: sum(records.map(record => sum(record.gaps.map(lengthOf)))) / records.length,
    meanStarts: sum(records.map(({ startsMs }) => startsMs.length)) / records.length,
    mostStarts: Math.max(0, ...most),
    classesWithCloseStarts: most.filter(starts => starts > 1).length / records.length,
    classOfMostStarts: records[most.indexOf(Math.max(0, ...most))]?.seed ?? 0,
    closestStartsMs: Math.min(...records.map(({ startsMs }) => closestOf(startsMs))),
    unwantedTakeovers: sum(records.map(({ unwantedTakeovers }) => unwantedTakeovers)),
    findings: {
      'dead end': count('dead end'), 'says live': count('says live'), 'does not know': count('does not know'),
      'waits for a person': count('waits for a person'),
    },
  }
}

export interface Example { seed: number, scenario: string }

/** A kind of finding with the way that led to it. */
export interface Cluster extends Example {
  name: string
  count: number
}

/** Last steps of a trail that make two findings the same. */
const STEPS = 2

export const clusterName = ({ kind, phase, trail }: Pick<Finding, 'kind' | 'phase' | 'trail'>): string =>
  `${kind} in ${phase}: ${trail.slice(-STEPS).join(', ')}`

/** The most frequent ways into a finding. */
export function clustersOf(found: readonly (Example & { finding: Finding })[]): Cluster[] {
  const clusters = new Map<string, Cluster>()
  for (const { finding, seed, scenario } of found) {
    const name = clusterName(finding)
    const cluster = clusters.get(name) ?? { name, count: 0, seed, scenario }
    cluster.count += 1
    clusters.set(name, cluster)
  }
  return [...clusters.values()].sort((a, b) => b.count - a.count)
}
