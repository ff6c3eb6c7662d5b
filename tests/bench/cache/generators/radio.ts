/** Links whose radio changes: cells, lifts, tunnels, satellites. */
import { between } from '../recipes'
import type { Random } from '../recipes'
import { Grid, GRID_MS, exponential, lognormal, pareto, pick, times } from './tools'
import type { Generator } from './tools'

/** A correlated walk of the capacity with steps of the grid: `sigma` of its logarithm, `memoryMs` of correlation. */
function walk(random: Random, medianKbps: number, sigma: number, memoryMs: number): () => number {
  const keep = Math.exp(-GRID_MS / memoryMs)
  let deviation = Math.log(lognormal(random, 1, sigma))
  return () => {
    deviation = deviation * keep + Math.log(lognormal(random, 1, sigma)) * Math.sqrt(1 - keep * keep)
    return medianKbps * Math.exp(deviation)
  }
}

/** Four states of a cell with exponential stays: good, fair, poor, out. */
export const markov: Generator = ({ random, seconds, needKbps }) => {
  const severity = between(random, 0.3, 1)
  const states = [
    { kbps: needKbps * 8, stayMs: 30_000 / severity, next: [1, 1, 1, 2] },
    { kbps: needKbps * 2.5, stayMs: 9000, next: [0, 0, 2, 2] },
    { kbps: needKbps * 0.7, stayMs: 2500, next: [1, 1, 1, 3] },
    { kbps: 0, stayMs: 1300, next: [2, 1, 1, 1] },
  ] as const
  let state = states[0] as typeof states[number]
  let untilMs = 0
  return {
    rttMs: Math.round(between(random, 30, 90)),
    grid: new Grid(seconds, atMs => {
      if (atMs >= untilMs) {
        if (atMs > 0) state = states[pick(random, state.next)]
        untilMs = atMs + exponential(random, state.stayMs)
      }
      return state.kbps * between(random, 0.8, 1.2)
    }),
  }
}

/** 5G at millimetre waves: hundreds of megabits in sight of the antenna; a body or a wall blocks it at once. */
export const mmwave: Generator = ({ random, seconds, needKbps }) => {
  const grid = new Grid(seconds, () => between(random, 200_000, 600_000))
  const everyMs = between(random, 9000, 40_000)
  for (const atMs of times(seconds, exponential(random, everyMs), () => 500 + exponential(random, everyMs))) {
    const lengthMs = pareto(random, 300, 1.1, 6000)
    const behindKbps = random() < 0.4 ? needKbps * between(random, 1.2, 4) : needKbps * between(random, 0, 0.5)
    grid.change(atMs, atMs + lengthMs, () => behindKbps)
    grid.silence(atMs, Math.min(lengthMs, between(random, 100, 500)))
  }
  return { rttMs: Math.round(between(random, 15, 35)), grid }
}

/** Two or three rides in a lift: the signal fades within a second, is gone or a trickle, and returns at the door. */
export const lift: Generator = ({ random, seconds, needKbps }) => {
  const next = walk(random, needKbps * between(random, 4, 10), 0.3, 3000)
  const grid = new Grid(seconds, next)
  const trickleKbps = pick(random, [0, needKbps * 0.15, needKbps * 0.4])
  const starts = times(seconds, between(random, 20_000, 90_000), () => between(random, 110_000, 220_000))
  for (const atMs of starts) {
    const rideMs = between(random, 2500, 11_000)
    grid.change(atMs - 1200, atMs, (sinceMs, kbps) => kbps * (1 - sinceMs / 1300))
    grid.change(atMs, atMs + rideMs, () => trickleKbps)
    grid.change(atMs + rideMs, atMs + rideMs + 700, (sinceMs, kbps) => kbps * sinceMs / 700)
  }
  return { rttMs: Math.round(between(random, 30, 70)), grid }
}

/** The underground: crowds at stations, a handover at both ends of a tunnel, dead spots in some tunnels. */
export const subway: Generator = ({ random, seconds, needKbps }) => {
  const inTunnel = walk(random, needKbps * between(random, 2, 4), 0.5, 1500)
  const grid = new Grid(seconds, inTunnel)
  const stations = times(seconds, between(random, 0, 40_000), () => between(random, 70_000, 120_000))
  for (const atMs of stations) {
    const stayMs = between(random, 20_000, 32_000)
    const crowdKbps = needKbps * between(random, 1.1, 3)
    grid.change(atMs, atMs + stayMs, () => crowdKbps * between(random, 0.6, 1.4))
    for (const edgeMs of [atMs, atMs + stayMs]) grid.silence(edgeMs, lognormal(random, 600, 0.6))
    if (random() < 0.5) grid.silence(atMs + stayMs + between(random, 8000, 25_000), lognormal(random, 2200, 0.5))
  }
  return { rttMs: Math.round(between(random, 40, 90)), grid }
}

/** Low satellites: another capacity in every slot of 15 s, a short gap between two, and obstructions. */
export const leo: Generator = ({ random, seconds, needKbps }) => {
  const grid = new Grid(seconds, () => 0)
  for (const atMs of times(seconds, 0, () => 15_000)) {
    const slotKbps = lognormal(random, needKbps * 7, 0.9)
    grid.change(atMs, atMs + 15_000, () => slotKbps * between(random, 0.7, 1.2))
    grid.silence(atMs, between(random, 50, 450))
  }
  const obstructedMs = between(random, 20_000, 90_000)
  const obstructions = times(
    seconds, exponential(random, obstructedMs), () => exponential(random, obstructedMs) + 3000,
  )
  for (const atMs of obstructions) {
    grid.silence(atMs, pareto(random, 400, 1.3, 5000))
  }
  return { rttMs: Math.round(between(random, 35, 70)), grid }
}

/** A phone that stays on an access point until it is out of reach: a slow decline, a gap, and the next one. */
export const stickyWifi: Generator = ({ random, seconds, needKbps }) => {
  const grid = new Grid(seconds, () => needKbps * between(random, 6, 9))
  let atMs = between(random, 0, 20_000)
  while (atMs < seconds * 1000) {
    const declineMs = between(random, 25_000, 70_000)
    const lowest = between(random, 0.4, 0.95)
    grid.change(atMs, atMs + declineMs, (sinceMs, kbps) => {
      const share = sinceMs / declineMs
      return kbps * (1 - share) ** 2 + needKbps * lowest * share * between(random, 0.3, 1.7)
    })
    const gapMs = lognormal(random, 1100, 0.6)
    grid.silence(atMs + declineMs, gapMs)
    atMs += declineMs + gapMs + between(random, 5000, 60_000)
  }
  return { rttMs: Math.round(between(random, 20, 50)), grid }
}

/** Rain on a link to a high satellite: slow fades on the order of half a minute, a long round trip. */
export const rainFade: Generator = ({ random, seconds, needKbps }) => {
  const periodMs = between(random, 20_000, 60_000)
  const depth = between(random, 0.5, 1)
  const flutter = walk(random, 1, 0.35, 600)
  return {
    rttMs: Math.round(between(random, 520, 640)),
    grid: new Grid(seconds, atMs => {
      const fade = Math.max(0, Math.sin(2 * Math.PI * atMs / periodMs)) ** 3 * depth
      return needKbps * 3 * (1 - fade) * flutter()
    }),
  }
}
