/** The gaps of one row by the incident that began last before them. */
import { CLASS_MS } from './world/assumptions'
import type { Incident } from './incidents'
import type { Gap } from './on-air-watch'
import type { ClassRecord } from './record'
import { isRecovery, lengthOf, percentile, ratioOf } from './score'

export interface IncidentScore {
  kind: string
  gaps: number
  p50Ms: number
  p95Ms: number
  ratioP50: number
  ratioP95: number
  /** The class of the gap at the 95th percentile. */
  classAtP95: number
  /** Gaps that last until the end of the class. */
  endless: number
}

/** The gap begins while the incident lasts or up to this long after it. */
const REACHES_MS = 20_000

const causeOf = ({ fromMs }: Gap, incidents: readonly Incident[]): string =>
  incidents.findLast(({ atMs, forMs }) => atMs <= fromMs + 100 && fromMs <= atMs + forMs + REACHES_MS)?.kind ?? 'none'

export function byIncident(records: readonly ClassRecord[]): IncidentScore[] {
  const gapsOf = new Map<string, (Gap & { seed: number })[]>()
  for (const { seed, gaps, incidents } of records) {
    for (const gap of gaps.filter(isRecovery)) {
      const kind = causeOf(gap, incidents)
      gapsOf.set(kind, [...gapsOf.get(kind) ?? [], { ...gap, seed }])
    }
  }
  return [...gapsOf].map(([kind, gaps]) => {
    const lengthsMs = gaps.map(lengthOf)
    const ratios = gaps.map(ratioOf)
    const ratioP95 = percentile(ratios, 0.95)
    return {
      kind, gaps: gaps.length, p50Ms: percentile(lengthsMs, 0.5), p95Ms: percentile(lengthsMs, 0.95),
      ratioP50: percentile(ratios, 0.5), ratioP95, classAtP95: gaps[ratios.indexOf(ratioP95)]?.seed ?? 0,
      endless: gaps.filter(({ toMs }) => toMs >= CLASS_MS).length,
    }
  }).sort((a, b) => b.endless - a.endless || b.ratioP95 - a.ratioP95)
}
