import type { Watch } from './pages'

/** Gap between two pictures that viewers notice; the figure of Tencent's SDK for code 2105. */
const STALL_MS = 500

export interface LatencyFigures {
  p50Ms: number
  p95Ms: number
  stalls: number
  stalledMs: number
  /** `frames`: pictures shown; `unread`: those whose clock could not be read. */
  frames: number
  unread: number
}

/** `share`: 0–1. Returns NaN for no values, which meets no target. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN)
}

export function toFigures({ samples }: Watch): LatencyFigures {
  const latencies = samples.flatMap(({ latencyMs }) => latencyMs ?? [])
  const gaps = samples.slice(1)
    .map(({ atMs }, i) => atMs - (samples[i]?.atMs ?? atMs))
    .filter(gapMs => gapMs > STALL_MS)
  return {
    p50Ms: percentile(latencies, 0.5),
    p95Ms: percentile(latencies, 0.95),
    stalls: gaps.length,
    stalledMs: Math.round(gaps.reduce((sum, gapMs) => sum + gapMs, 0)),
    frames: samples.length,
    unread: samples.length - latencies.length,
  }
}
