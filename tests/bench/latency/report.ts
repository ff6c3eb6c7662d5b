import { table, targetTable } from '../report'
import type { Target } from '../report'
import type { LatencyFigures } from './figures'

export interface LatencyResult extends LatencyFigures {
  network: 'clean' | 'frozen'
  minCacheSeconds: number
  maxCacheSeconds: number
}

export interface JoinResult {
  joins: number
  p50Ms: number
  p95Ms: number
}

function targetsOfCache({ minCacheSeconds, maxCacheSeconds, p50Ms, p95Ms, stalls }: LatencyResult): Target[] {
  const name = `${minCacheSeconds}/${maxCacheSeconds} clean`
  const p50LimitMs = minCacheSeconds === 0.3 ? 500 : (minCacheSeconds + 0.3) * 1000
  const p95LimitMs = maxCacheSeconds * 1000
  return [
    { name: `${name}: p50`, target: `<= ${p50LimitMs} ms`, measured: `${p50Ms} ms`, met: p50Ms <= p50LimitMs },
    { name: `${name}: p95`, target: `<= ${p95LimitMs} ms`, measured: `${p95Ms} ms`, met: p95Ms <= p95LimitMs },
    { name: `${name}: stalls`, target: '0', measured: String(stalls), met: stalls === 0 },
  ]
}

const FIRST_PICTURE_LIMIT_MS = 300

export function toTargets(results: readonly LatencyResult[], { p95Ms, joins }: JoinResult): Target[] {
  return [
    ...results.filter(({ network }) => network === 'clean').flatMap(targetsOfCache),
    {
      name: `first picture: p95 of ${joins} joins`,
      target: `<= ${FIRST_PICTURE_LIMIT_MS} ms`,
      measured: `${p95Ms} ms`,
      met: p95Ms <= FIRST_PICTURE_LIMIT_MS,
    },
  ]
}

export function toTables(results: readonly LatencyResult[], join: JoinResult, targets: readonly Target[]): string {
  return [
    table([
      ['network', 'min/max s', 'p50 ms', 'p95 ms', 'stalls', 'stalled ms', 'frames', 'unread'],
      ...results.map(it => [
        it.network, `${it.minCacheSeconds}/${it.maxCacheSeconds}`, it.p50Ms, it.p95Ms, it.stalls, it.stalledMs,
        it.frames, it.unread,
      ]),
    ]),
    `first picture over ${join.joins} joins: p50 ${join.p50Ms} ms, p95 ${join.p95Ms} ms`,
    targetTable(targets),
  ].join('\n\n')
}
