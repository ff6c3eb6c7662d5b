/** Links of a place: a room that fills up, a coast road, a village with two radio generations. */
import { between } from '../recipes'
import { Grid, exponential, lognormal, pareto, times } from './tools'
import type { Generator } from './tools'

/** A room where gaps are rare or frequent: the two states follow each other, as people come and go. */
export const crowdedRoom: Generator = ({ random, seconds, needKbps }) => {
  const grid = new Grid(seconds, () => needKbps * between(random, 3, 9))
  const medianMs = between(random, 200, 450)
  let isCrowded = random() < 0.5
  let changesAtMs = exponential(random, 60_000)
  let atMs = 0
  while (atMs < seconds * 1000) {
    atMs += exponential(random, isCrowded ? 2500 : 20_000)
    if (atMs > changesAtMs) {
      isCrowded = !isCrowded
      changesAtMs = atMs + exponential(random, 60_000)
    }
    const lengthMs = Math.min(3500, lognormal(random, medianMs, 0.75))
    grid.silence(atMs, lengthMs)
    atMs += lengthMs
  }
  return { rttMs: Math.round(between(random, 20, 50)), grid }
}

/** A road along a coast: hills shadow the antenna for seconds, with a fast fading on top. */
export const coastRoad: Generator = ({ random, seconds, needKbps }) => {
  const grid = new Grid(seconds, () => needKbps * lognormal(random, 3.5, 0.4))
  const everyMs = between(random, 20_000, 50_000)
  for (const atMs of times(seconds, exponential(random, everyMs), () => 3000 + exponential(random, everyMs))) {
    const lengthMs = pareto(random, 800, 1.4, 8000)
    const depth = between(random, 0.02, 0.35)
    grid.change(atMs, atMs + lengthMs, (sinceMs, kbps) =>
      kbps * (1 - (1 - depth) * Math.sin(Math.PI * sinceMs / lengthMs)))
  }
  return { rttMs: Math.round(between(random, 40, 90)), grid }
}

/** A phone between 4G and 3G: a silent change of the network, then half a minute with little room, and back. */
export const twoGenerations: Generator = ({ random, seconds, needKbps }) => {
  const grid = new Grid(seconds, () => needKbps * between(random, 5, 9))
  const starts = times(seconds, between(random, 20_000, 90_000), () => between(random, 90_000, 180_000))
  for (const atMs of starts) {
    const stayMs = between(random, 15_000, 40_000)
    grid.change(atMs, atMs + stayMs, () => needKbps * between(random, 0.9, 1.6))
    grid.silence(atMs, lognormal(random, 1300, 0.5))
    grid.silence(atMs + stayMs, lognormal(random, 900, 0.5))
  }
  return { rttMs: Math.round(between(random, 50, 110)), grid }
}
