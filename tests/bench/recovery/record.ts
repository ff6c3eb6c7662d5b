import { CLASS_MS } from './world/assumptions'
import type { Driver } from './driver'
import type { Incident } from './incidents'
import type { Finding, Gap } from './on-air-watch'
import type { ClassWorld } from './class-world'

/** A class counts as back if media flows from this long after the end of all trouble, without a further gap. */
export const BACK_WITHIN_MS = 60_000
/** Devices that stay busy, dead connections, the silence of the channel: the trouble after an incident. */
const AFTERMATH_MS = 12_000

/** The result of one class. */
export interface ClassRecord {
  seed: number
  incidents: readonly Incident[]
  isBack: boolean
  /** Last phase of the machine. */
  phase: string
  gaps: readonly Gap[]
  findings: readonly Finding[]
  startsMs: readonly number[]
  unwantedTakeovers: number
  trail: readonly string[]
}

export function wellAgainMs(incidents: readonly Incident[]): number {
  return AFTERMATH_MS + Math.max(0, ...incidents.map(({ atMs, forMs }) => atMs + forMs))
}

export function recordOf(
  world: ClassWorld, driver: Driver, incidents: readonly Incident[], unwantedTakeovers: number,
): ClassRecord {
  const { gaps, findings } = world.watch
  const fromMs = Math.min(wellAgainMs(incidents) + BACK_WITHIN_MS, CLASS_MS - 1)
  const isOnAir = gaps.every(({ toMs }) => toMs <= fromMs)
  return {
    seed: world.seed, incidents, isBack: isOnAir && driver.saysFlowing, phase: driver.phase, gaps, findings,
    startsMs: driver.startsMs, unwantedTakeovers, trail: driver.trail,
  }
}
