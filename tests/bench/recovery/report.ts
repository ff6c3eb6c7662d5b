import type { Target } from '../report'
import type { Machine } from './incidents'
import type { Row } from './play-classes'
import { clustersOf } from './score'

const MIN_BACK = 0.99
const MAX_RATIO = 1.5
const MAX_STARTS = 1
const SHOWN_CLUSTERS = 10

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
const ratio = (value: number): string => (Number.isFinite(value) ? value.toFixed(2) : 'no cause')

export const toRows = (rows: readonly Row[]): (string | number)[][] => [
  [
    'scenario', 'back', 'held out', 'off air s', 'x own p50', 'p95', 'self-made', 'starts', 'most in 5 s', 'class', 'close',
    'dead ends', 'says live', 'unaware', 'waits', 'takeovers',
  ],
  ...rows.map(({ scenario, all, heldOut }) => [
    scenario, percent(all.back), percent(heldOut.back), (all.meanOffAirMs / 1000).toFixed(0), ratio(all.ratioP50),
    ratio(all.ratioP95), all.selfMade, all.meanStarts.toFixed(1), all.mostStarts, all.classOfMostStarts,
    percent(all.classesWithCloseStarts),
    all.findings['dead end'], all.findings['says live'], all.findings['does not know'],
    all.findings['waits for a person'], all.unwantedTakeovers,
  ]),
]

export const incidentRows = (row: Row): (string | number)[][] => [
  ['incident before the gap', 'gaps', 'p50 s', 'p95 s', 'x own p50', 'p95', 'class', 'endless'],
  ...row.incidents.map(it => [
    it.kind, it.gaps, (it.p50Ms / 1000).toFixed(1), (it.p95Ms / 1000).toFixed(1), ratio(it.ratioP50),
    ratio(it.ratioP95), it.classAtP95, it.endless,
  ]),
]

export function clusterRows(rows: readonly Row[]): (string | number)[][] {
  const found = rows.flatMap(({ scenario, found }) => found.map(it => ({ ...it, scenario })))
  return [
    ['count', 'finding', 'class', 'scenario'],
    ...clustersOf(found).slice(0, SHOWN_CLUSTERS).map(it => [it.count, it.name, it.seed, it.scenario]),
  ]
}

export function endRows(rows: readonly Row[]): (string | number)[][] {
  const ends = new Map<string, { count: number, seed: number, scenario: string }>()
  for (const { lost, scenario } of rows) {
    for (const { seed, phase, trail } of lost) {
      const name = `${phase}: ${trail.slice(-2).join(', ')}`
      const end = ends.get(name) ?? { count: 0, seed, scenario }
      end.count += 1
      ends.set(name, end)
    }
  }
  return [
    ['count', 'last changes of the phase', 'class', 'scenario'],
    ...[...ends].sort(([, a], [, b]) => b.count - a.count).slice(0, SHOWN_CLUSTERS)
      .map(([name, { count, seed, scenario }]) => [count, name, seed, scenario]),
  ]
}

/** The row with the worst value. */
function worst(rows: readonly Row[], value: (row: Row) => number): { row: Row, value: number } | undefined {
  return rows.map(row => ({ row, value: value(row) })).sort((a, b) => b.value - a.value)[0]
}

export function toTargets(machine: Machine, rows: readonly Row[]): Target[] {
  const target = (
    name: string, wanted: string, value: (row: Row) => number, show: (value: number) => string,
    isMet: (value: number) => boolean,
  ): Target[] => {
    const found = worst(rows, value)
    return found
      ? [{
          name: `${machine}: ${name}`, target: wanted, measured: `${show(found.value)} (${found.row.scenario})`,
          met: isMet(found.value),
        }]
      : []
  }
  return [
    ...target('back by itself, worst row', '>= 99 %', ({ all }) => -all.back, it => percent(-it), it => -it >= MIN_BACK),
    ...target('the same, held-out classes', '>= 99 %', ({ heldOut }) => -heldOut.back, it => percent(-it), it => -it >= MIN_BACK),
    ...target('dead ends', '0', ({ all }) => all.findings['dead end'] + all.findings['says live'], String, it => it === 0),
    ...target('most starts in 5 s', '<= 1', ({ all }) => all.mostStarts, String, it => it <= MAX_STARTS),
    ...target('time off air, p95', '<= 1.5 x own', ({ all }) => all.ratioP95, ratio, it => it <= MAX_RATIO),
  ]
}
