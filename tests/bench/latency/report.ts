import { cpus, loadavg, totalmem } from 'node:os'
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

export interface Target {
  name: string
  target: string
  measured: string
  met: boolean
}

export const describeMachine = (chromium: string) => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  chromium,
  loadAverage: Math.round((loadavg()[0] ?? 0) * 100) / 100,
})

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

/** Columns aligned, the first row is the header. */
function table(rows: readonly (readonly (string | number)[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => String(row[column] ?? '').length)))
  return rows.map(row => row.map((cell, column) => String(cell).padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n')
}

export function toTables(results: readonly LatencyResult[], join: JoinResult, targets: readonly Target[]): string {
  return [
    table([
      ['network', 'min/max s', 'p50 ms', 'p95 ms', 'stalls', 'stalled ms', 'frames', 'unread'],
      ...results.map(it => [
        it.network, `${it.minCacheSeconds}/${it.maxCacheSeconds}`, it.p50Ms, it.p95Ms, it.stalls, it.stalledMs, it.frames, it.unread,
      ]),
    ]),
    `first picture over ${join.joins} joins: p50 ${join.p50Ms} ms, p95 ${join.p95Ms} ms`,
    table([['target', 'wanted', 'measured', 'verdict'], ...targets.map(it => [it.name, it.target, it.measured, it.met ? 'met' : 'MISSED'])]),
  ].join('\n\n')
}
