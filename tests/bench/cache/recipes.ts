/** Parts of simulated networks: wandering capacity, gaps, dips. Times are on a grid of 50 ms; one seed drives them. */
import type { NetworkTrace, Span } from './trace'

const GRID_MS = 50
/** TCP restarts with slow start after a gap of this length. */
const SLOW_START_AFTER_MS = 1000
const SLOW_START_MS = 300
const SLOW_START_KBPS = 1500

export type Random = () => number

/** Mulberry32: small and the same on every machine. */
export function seeded(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6D2B79F5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export const between = (random: Random, low: number, high: number): number => low + random() * (high - low)

const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

export type CapacityAt = (atMs: number) => number

/** Wanders around `meanKbps`, lognormal with `sigma`; each step keeps half of the previous deviation. */
export function wander(random: Random, seconds: number, meanKbps: number, sigma: number, stepMs = 2000): CapacityAt {
  let deviation = 0
  const steps = Array.from({ length: Math.ceil(seconds * 1000 / stepMs) + 1 }, () => {
    deviation = 0.5 * deviation + normal(random) * sigma * Math.sqrt(0.75)
    return Math.round(meanKbps * Math.exp(deviation) / 50) * 50
  })
  return atMs => steps[Math.floor(atMs / stepMs)] ?? meanKbps
}

/** Straight lines between [second, kbps], in steps of two seconds. */
export const ramp = (points: readonly (readonly [number, number])[]): CapacityAt => atMs => {
  const second = Math.floor(atMs / 2000) * 2
  const next = points.findIndex(([at]) => at > second)
  const [fromAt, fromKbps] = points[next < 0 ? points.length - 1 : next - 1] ?? [0, 0]
  const [toAt, toKbps] = points[next] ?? [fromAt + 1, fromKbps]
  return Math.round((fromKbps + (toKbps - fromKbps) * (second - fromAt) / (toAt - fromAt)) / 50) * 50
}

export interface SpanShape {
  /** Mean distance between spans, exponentially distributed. */
  everyMs: number
  /** Median length, lognormally distributed. */
  medianMs: number
  sigma: number
  maxMs: number
  fromSecond?: number
  toSecond: number
}

export function spans(random: Random, shape: SpanShape): Span[] {
  const { everyMs, medianMs, sigma, maxMs, fromSecond = 0, toSecond } = shape
  const made: Span[] = []
  for (let atMs = fromSecond * 1000; ;) {
    atMs += -Math.log(1 - random()) * everyMs
    const lengthMs = Math.min(maxMs, medianMs * Math.exp(normal(random) * sigma))
    if (atMs + lengthMs > toSecond * 1000) return made
    made.push([atMs, atMs + lengthMs])
    atMs += lengthMs
  }
}

/** The radio is gone for `fromMs`–`toMs`. The stream is gone up to 60 % longer, because TCP retries with backoff. */
export const outages = (random: Random, list: readonly Span[]): Span[] =>
  list.map(([fromMs, toMs]) => [fromMs, fromMs + (toMs - fromMs) * between(random, 1, 1.6)])

const covers = (list: readonly Span[], atMs: number): boolean =>
  list.some(([fromMs, toMs]) => atMs >= fromMs && atMs < toMs)

export interface Network {
  base: CapacityAt
  /** Spans without any capacity: a moment of contention on Wi-Fi, a handover, a tunnel. */
  gaps?: readonly Span[]
  /** Spans with low capacity. */
  dips?: readonly { span: Span, kbps: number }[]
}

export function toCapacity(seconds: number, { base, gaps = [], dips = [] }: Network): NetworkTrace['capacity'] {
  const slowStarts = gaps.filter(([fromMs, toMs]) => toMs - fromMs >= SLOW_START_AFTER_MS)
    .map(([, toMs]): Span => [toMs, toMs + SLOW_START_MS])
  const kbpsAt = (atMs: number): number => {
    if (covers(gaps, atMs)) return 0
    const dip = dips.find(({ span }) => covers([span], atMs))
    const kbps = dip ? Math.min(dip.kbps, base(atMs)) : base(atMs)
    return covers(slowStarts, atMs) ? Math.min(kbps, SLOW_START_KBPS) : kbps
  }
  const capacity: [number, number][] = []
  for (let atMs = 0; atMs < seconds * 1000; atMs += GRID_MS) {
    const kbps = kbpsAt(atMs)
    if (capacity.at(-1)?.[1] !== kbps) capacity.push([atMs, kbps])
  }
  return capacity
}
