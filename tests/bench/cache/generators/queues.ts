/** Links that are shared, limited or repaired by protocols: full queues, tunnels, token buckets, retransmissions. */
import { between } from '../recipes'
import type { Span } from '../trace'
import { Grid, exponential, lognormal, pareto, pick, times } from './tools'
import type { Generator } from './tools'

/** Gaps with a fixed period, as a scan for networks or for Bluetooth devices makes. */
export const periodic: Generator = ({ random, seconds, needKbps }) => {
  const grid = new Grid(seconds, () => needKbps * between(random, 4, 12))
  const periodMs = pick(random, [5000, 10_000, 15_000, 30_000, 60_000])
  const gapMs = Math.min(periodMs / 4, between(random, 300, 2600))
  for (const atMs of times(seconds, between(random, 0, periodMs), () => periodMs * between(random, 0.98, 1.02))) {
    grid.silence(atMs, gapMs * between(random, 0.8, 1.2))
  }
  return { rttMs: Math.round(between(random, 20, 60)), grid }
}

/**
 * A download behind the same large queue. It grows until the queue overflows: the class waits in the queue, then the
 * queue drains. The class gets its share of the line in between.
 */
export const bufferbloat: Generator = ({ random, seconds, needKbps }) => {
  const lineKbps = needKbps * between(random, 2, 5)
  const queueMs = between(random, 400, 2500)
  const grid = new Grid(seconds, () => lineKbps * between(random, 0.95, 1.05))
  for (const startMs of times(seconds, exponential(random, 20_000), () => 20_000 + exponential(random, 50_000))) {
    const endMs = startMs + between(random, 8000, 40_000)
    const cycleMs = between(random, 3000, 9000)
    for (let atMs = startMs; atMs < endMs; atMs += cycleMs) {
      // While the queue grows by `queueMs` over the cycle, data passes more slowly by the same share.
      const slowed = Math.max(0, 1 - queueMs / cycleMs)
      grid.change(atMs, atMs + cycleMs, () => needKbps * slowed * between(random, 0.9, 1.1))
      grid.change(atMs + cycleMs * 0.85, atMs + cycleMs, () => lineKbps)
    }
  }
  return { rttMs: Math.round(between(random, 25, 60)), grid }
}

/** A tunnel over TCP to another country: a long round trip, a narrow exit, pauses for new keys and for losses. */
export const vpn: Generator = ({ random, seconds, needKbps }) => {
  const exitKbps = needKbps * between(random, 1.3, 3)
  const grid = new Grid(seconds, () => exitKbps * between(random, 0.85, 1.15))
  for (const atMs of times(seconds, between(random, 10_000, 60_000), () => between(random, 58_000, 62_000))) {
    grid.silence(atMs, between(random, 300, 2200))
  }
  const lossMs = between(random, 6000, 30_000)
  for (const atMs of times(seconds, exponential(random, lossMs), () => exponential(random, lossMs))) {
    grid.silence(atMs, pick(random, [300, 300, 600, 1200]) * between(random, 0.9, 1.4))
  }
  return { rttMs: Math.round(between(random, 160, 280)), grid }
}

/** Lost retransmissions: the sender waits 0.2, 0.4, 0.8 s and so on, with one packet between two waits. */
export const retransmission: Generator = ({ random, seconds, needKbps }) => {
  const grid = new Grid(seconds, () => needKbps * between(random, 3, 8))
  const everyMs = between(random, 9000, 35_000)
  const lossOfRetry = between(random, 0.35, 0.65)
  for (const startMs of times(seconds, exponential(random, everyMs), () => 2000 + exponential(random, everyMs))) {
    let waitMs = between(random, 200, 320)
    let atMs = startMs
    do {
      grid.silence(atMs, waitMs)
      atMs += waitMs + 50
      waitMs *= 2
    } while (random() < lossOfRetry && waitMs < 7000)
    // Slow start: half of the usual capacity for a second.
    grid.change(atMs, atMs + 1000, (_, kbps) => kbps / 2)
  }
  return { rttMs: Math.round(between(random, 40, 120)), grid }
}

/** A plan of limited speed: a token bucket lets a burst through and then little more than the stream. */
export const tokenBucket: Generator = ({ random, seconds, needKbps }) => {
  const limitKbps = needKbps * between(random, 1.05, 1.5)
  const grid = new Grid(seconds, () => limitKbps)
  const everyMs = between(random, 8000, 25_000)
  for (const atMs of times(seconds, exponential(random, everyMs), () => exponential(random, everyMs) + 500)) {
    const otherMs = lognormal(random, 1500, 0.8)
    grid.change(atMs, atMs + otherMs, () => limitKbps * between(random, 0.1, 0.6))
  }
  return { rttMs: Math.round(between(random, 30, 80)), grid }
}

/** Other people's traffic, on and off with heavy tails. */
export const crossTraffic: Generator = ({ random, seconds, needKbps }) => {
  const lineKbps = needKbps * between(random, 3, 6)
  const grid = new Grid(seconds, () => lineKbps)
  const sources = Math.round(between(random, 2, 6))
  for (let source = 0; source < sources; source += 1) {
    const takes = between(random, 0.3, 0.6)
    for (const atMs of times(seconds, exponential(random, 15_000), () => pareto(random, 4000, 1.2, 90_000))) {
      grid.change(atMs, atMs + pareto(random, 500, 1.2, 20_000), (_, kbps) => kbps * (1 - takes))
    }
  }
  return { rttMs: Math.round(between(random, 20, 60)), grid }
}

/** A phone that saves energy: the access point holds data until it wakes, more and more rarely on some of them. */
export const powerSave: Generator = ({ random, seconds, needKbps }) => {
  const grid = new Grid(seconds, () => needKbps * between(random, 8, 15))
  const sleepMs = pick(random, [200, 300, 500, 1000])
  for (const atMs of times(seconds, 0, () => sleepMs + 100 + between(random, 0, 200))) {
    grid.silence(atMs, random() < 0.02 ? sleepMs * between(random, 2, 3) : sleepMs)
  }
  return { rttMs: Math.round(between(random, 20, 60)), grid }
}

/** A good line with a few isolated hiccups that nothing announces. */
export const quiet: Generator = ({ random, seconds, needKbps }) => {
  const grid = new Grid(seconds, () => needKbps * between(random, 15, 25))
  const everyMs = between(random, 60_000, 240_000)
  for (const atMs of times(seconds, exponential(random, everyMs), () => 5000 + exponential(random, everyMs))) {
    grid.silence(atMs, lognormal(random, 700, 0.8))
  }
  return { rttMs: Math.round(between(random, 10, 40)), grid }
}

/** The teacher's uplink collapses: hangs that grow, sometimes until the server reports the loss. */
export const teacherCollapse: Generator = ({ random, seconds, needKbps }) => {
  const grid = new Grid(seconds, () => needKbps * between(random, 8, 14))
  const uplinkStalls: Span[] = []
  const startMs = between(random, 40_000, 120_000)
  let atMs = startMs
  for (let lengthMs = between(random, 400, 900); lengthMs < 4500; lengthMs *= between(random, 1.2, 1.7)) {
    uplinkStalls.push([atMs, atMs + lengthMs])
    atMs += lengthMs + between(random, 4000, 12_000)
  }
  const goneMs = between(random, 10_000, 40_000)
  const toldMs = between(random, 500, 15_000)
  const isGone = random() < 0.6 && toldMs < goneMs && atMs + goneMs + 30_000 < seconds * 1000
  return {
    rttMs: Math.round(between(random, 20, 50)), grid, uplinkStalls,
    ...(isGone && {
      teacherAway: [[atMs, atMs + goneMs] as const],
      lessonPhases: [
        [0, 'live'], [Math.round(atMs + toldMs), 'interrupted'], [Math.round(atMs + goneMs + 300), 'live'],
      ] as const,
    }),
  }
}
