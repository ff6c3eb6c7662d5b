/** What the generators share: random distributions, and a downlink that is written on a grid of 50 ms. */
import { between, seeded } from '../recipes'
import type { Random } from '../recipes'
import type { NetworkTrace, Span, StreamShape } from '../trace'

export const GRID_MS = 50

const SD: StreamShape = { videoKbps: 950, audioKbps: 64, fps: 15, gopSeconds: 1 }
const LEAN: StreamShape = { videoKbps: 700, audioKbps: 48, fps: 15, gopSeconds: 2 }
const SMOOTH: StreamShape = { videoKbps: 1150, audioKbps: 64, fps: 25, gopSeconds: 1 }
const HD: StreamShape = { videoKbps: 2300, audioKbps: 96, fps: 20, gopSeconds: 2 }
const STREAMS: readonly StreamShape[] = [SD, SD, LEAN, SMOOTH, SD, HD]

/** A downlink under construction: a capacity for each step of the grid. */
export class Grid {
  readonly #kbps: number[]

  constructor(seconds: number, kbpsAt: (atMs: number) => number) {
    this.#kbps = Array.from({ length: seconds * 1000 / GRID_MS }, (_, place) => kbpsAt(place * GRID_MS))
  }

  /** Changes the capacity of a span; `sinceMs` is the time since the start of the span. */
  change(fromMs: number, toMs: number, kbpsAt: (sinceMs: number, kbps: number) => number): void {
    const last = Math.min(this.#kbps.length, Math.round(toMs / GRID_MS))
    for (let place = Math.max(0, Math.round(fromMs / GRID_MS)); place < last; place += 1) {
      this.#kbps[place] = kbpsAt(place * GRID_MS - fromMs, this.#kbps[place] ?? 0)
    }
  }

  silence(fromMs: number, lengthMs: number): void {
    this.change(fromMs, fromMs + lengthMs, () => 0)
  }

  /** Rounded to two digits, without repetitions. */
  toCapacity(): NetworkTrace['capacity'] {
    const capacity: [number, number][] = []
    this.#kbps.forEach((exact, place) => {
      const digits = 10 ** Math.max(1, Math.floor(Math.log10(Math.max(1, exact))) - 1)
      const kbps = Math.max(0, Math.round(exact / digits) * digits)
      if (capacity.at(-1)?.[1] !== kbps) capacity.push([place * GRID_MS, kbps])
    })
    return capacity
  }
}

export const exponential = (random: Random, mean: number): number => -Math.log(1 - random()) * mean

/** Heavy-tailed: most values are near `least`, a few are many times as large. */
export const pareto = (random: Random, least: number, shape: number, most: number): number =>
  Math.min(most, least / (1 - random()) ** (1 / shape))

export const lognormal = (random: Random, median: number, sigma: number): number =>
  median * Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()))

export const pick = <T>(random: Random, values: readonly [T, ...T[]]): T =>
  values[Math.floor(random() * values.length)] ?? values[0]

/** Times of a process, milliseconds, with a distance from `distanceMs` between two of them. */
export function times(seconds: number, firstMs: number, distanceMs: () => number): number[] {
  const list: number[] = []
  for (let atMs = firstMs; atMs < seconds * 1000; atMs += distanceMs()) list.push(atMs)
  return list
}

/** What a generator gets: its own randomness, and the stream that the link must carry. */
export interface Setting {
  random: Random
  seconds: number
  /** Bitrate of the stream, kbps. */
  needKbps: number
}

export interface Generated {
  grid: Grid
  rttMs: number
  uplinkStalls?: readonly Span[]
  teacherAway?: readonly Span[]
  lessonPhases?: NetworkTrace['lessonPhases']
}

export type Generator = (setting: Setting) => Generated

export function generate(family: string, seed: number, generator: Generator): NetworkTrace {
  const random = seeded(seed)
  const stream = STREAMS[Math.floor(random() * STREAMS.length)] ?? SD
  const seconds = Math.round(between(random, 4, 7)) * 60
  const { grid, ...facts } = generator({ random, seconds, needKbps: stream.videoKbps + stream.audioKbps })
  return {
    name: `${family}-${seed}`, kind: 'generated', description: '', made: { recipe: family, seed }, seconds, stream,
    uplinkStalls: [], teacherAway: [], lessonPhases: [[0, 'live']], ...facts, capacity: grid.toCapacity(),
  }
}
