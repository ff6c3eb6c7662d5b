/**
 * Writes the traces: `npx tsx tests/bench/cache/make-traces.ts`. The recipes are older than the tuner. They follow
 * complaints of schools (classroom Wi-Fi, moving phones, evenings, a teacher's uplink) and are not adapted to the
 * tuner.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderOf } from './trace'
import type { NetworkTrace, Span, StoredSet, StreamShape } from './trace'
import { between, outages, ramp, seeded, spans, toCapacity, wander } from './recipes'
import type { Network, Random } from './recipes'

/** The guide's "about 1 Mbps" (SD, LEAN) and "2 to 3 Mbps" (HD). */
const SD: StreamShape = { videoKbps: 950, audioKbps: 64, fps: 15, gopSeconds: 1 }
const LEAN: StreamShape = { videoKbps: 750, audioKbps: 48, fps: 15, gopSeconds: 2 }
const HD: StreamShape = { videoKbps: 2300, audioKbps: 64, fps: 20, gopSeconds: 2 }

interface Recipe {
  kind: NetworkTrace['kind']
  description: string
  seconds: number
  stream: StreamShape
  rttMs: number
  network: (random: Random, seconds: number) => Network
  teacher?: Partial<Pick<NetworkTrace, 'uplinkStalls' | 'teacherAway' | 'lessonPhases'>>
}

/** Contention: gaps throughout the trace. */
const jitter = (medianMs: number, sigma: number, maxMs: number, everyMs: number, meanKbps: number) =>
  (random: Random, toSecond: number): Network => ({
    base: wander(random, toSecond, meanKbps, 0.35),
    gaps: spans(random, { everyMs, medianMs, sigma, maxMs, toSecond }),
  })

/** Some seconds of low capacity each. */
const drops = (random: Random, toSecond: number, everyMs: number, medianMs: number, low: number, high: number) =>
  spans(random, { everyMs, medianMs, sigma: 0.5, maxMs: 9000, toSecond })
    .map(span => ({ span, kbps: Math.round(between(random, low, high)) }))

const TUNED_ON: Record<string, Recipe> = {
  'steady-fibre': {
    kind: 'steady', description: 'A desk at home, cable, nobody else on it', seconds: 300, stream: SD, rttMs: 20,
    network: jitter(40, 0.4, 100, 4000, 30_000),
  },
  'steady-4g': {
    kind: 'steady', description: 'A phone on a good 4G cell, sitting still', seconds: 300, stream: SD, rttMs: 50,
    network: jitter(90, 0.5, 350, 2500, 9000),
  },
  'steady-lean': {
    kind: 'steady',
    description: 'Standard picture on a DSL line that is wide enough',
    seconds: 300, stream: LEAN, rttMs: 35,
    network: jitter(60, 0.4, 200, 3000, 5000),
  },
  'wifi-classroom': {
    kind: 'wifi-jitter', description: 'Forty phones on one access point', seconds: 300, stream: SD, rttMs: 30,
    network: jitter(220, 0.6, 1100, 2000, 12_000),
  },
  'wifi-evening': {
    kind: 'wifi-jitter',
    description: 'A block of flats at eight in the evening, 2.4 GHz',
    seconds: 360, stream: SD, rttMs: 40,
    network: jitter(350, 0.8, 2600, 2500, 6000),
  },
  'wifi-microwave': {
    kind: 'wifi-jitter',
    description: 'A microwave oven runs twice for a minute beside a phone on 2.4 GHz',
    seconds: 360, stream: SD, rttMs: 30,
    network: (random, toSecond) => ({
      base: wander(random, toSecond, 12_000, 0.3),
      gaps: [[80, 145], [250, 300]].flatMap(([fromSecond, until]) => spans(random, {
        everyMs: 1800, medianMs: 600, sigma: 0.6, maxMs: 2200, fromSecond, toSecond: until ?? toSecond,
      })),
    }),
  },
  'wifi-roaming': {
    kind: 'handover',
    description: 'Walking through a school, from access point to access point',
    seconds: 300, stream: SD, rttMs: 30,
    network: (random, toSecond) => ({
      base: wander(random, toSecond, 10_000, 0.5),
      gaps: outages(random, spans(random, { everyMs: 50_000, medianMs: 1700, sigma: 0.3, maxMs: 3000, toSecond })),
    }),
  },
  'handover-train': {
    kind: 'handover', description: 'A regional train, from cell to cell', seconds: 360, stream: SD, rttMs: 70,
    network: (random, toSecond) => ({
      base: wander(random, toSecond, 5000, 0.6),
      gaps: outages(random, spans(random, { everyMs: 28_000, medianMs: 1500, sigma: 0.5, maxMs: 4500, toSecond })),
    }),
  },
  'handover-lift': {
    kind: 'handover', description: 'A lift, then from Wi-Fi to 4G at the door', seconds: 300, stream: SD, rttMs: 50,
    network: (random, toSecond) => ({
      base: wander(random, toSecond, 8000, 0.4), gaps: [[112_000, 121_500], [236_000, 239_800]],
    }),
  },
  'drops-bus': {
    kind: 'drops',
    description: 'A city bus on 4G: now and then some seconds with hardly anything',
    seconds: 360, stream: SD, rttMs: 60,
    network: (random, toSecond) => ({
      base: wander(random, toSecond, 4500, 0.5), dips: drops(random, toSecond, 35_000, 3500, 150, 600),
    }),
  },
  'drops-cell-edge': {
    kind: 'drops',
    description: 'The edge of a cell: on average twice what is needed, often less',
    seconds: 360, stream: LEAN, rttMs: 80,
    network: (random, toSecond) => ({
      base: wander(random, toSecond, 1700, 0.45), dips: drops(random, toSecond, 60_000, 2500, 100, 400),
    }),
  },
  'congestion-ramp': {
    kind: 'congestion',
    description: 'A link fills up in two minutes until the stream just fits, and empties',
    seconds: 360, stream: SD, rttMs: 60,
    network: (random, toSecond) => ({
      base: ramp([[0, 6000], [120, 1400], [180, 1050], [220, 1400], [280, 6000]]),
      gaps: spans(random, {
        everyMs: 6000, medianMs: 350, sigma: 0.7, maxMs: 2000, fromSecond: 70, toSecond: Math.min(230, toSecond),
      }),
    }),
  },
  'congestion-sibling': {
    kind: 'congestion',
    description: 'Somebody else on the line downloads for a quarter of a minute, again and again',
    seconds: 300, stream: SD, rttMs: 45,
    network: (random, toSecond) => ({
      base: wander(random, toSecond, 9000, 0.3),
      dips: [40, 102, 171, 240].map(second => ({
        span: [second * 1000, (second + between(random, 10, 18)) * 1000] as const,
        kbps: Math.round(between(random, 850, 1250)),
      })),
    }),
  },
  'recovering-morning': {
    kind: 'recovering',
    description: 'A bad minute and a half at the start, then all is well',
    seconds: 420, stream: SD, rttMs: 40,
    network: (random, toSecond) => ({
      base: wander(random, toSecond, 10_000, 0.3),
      gaps: spans(random, { everyMs: 8000, medianMs: 1400, sigma: 0.5, maxMs: 3000, fromSecond: 8, toSecond: 90 }),
    }),
  },
  'teacher-uplink': {
    kind: 'teacher-loss',
    description: 'The teacher\'s uplink hangs three times for seconds; the student\'s network is fine',
    seconds: 300, stream: SD, rttMs: 30,
    network: jitter(50, 0.4, 150, 4000, 15_000),
    teacher: { uplinkStalls: [[61_000, 63_600], [128_000, 132_300], [214_000, 216_200]] },
  },
  'teacher-away': {
    kind: 'teacher-loss',
    description: 'The teacher takes a call, later loses the network; the server says so at once, then after 15 s',
    seconds: 360, stream: SD, rttMs: 30,
    network: jitter(50, 0.4, 150, 4000, 15_000),
    teacher: {
      teacherAway: [[80_000, 118_000], [225_000, 252_000]],
      lessonPhases: [
        [0, 'live'], [80_600, 'interrupted'], [118_300, 'live'], [240_200, 'interrupted'], [252_300, 'live'],
      ],
    },
  },
  'hd-home': {
    kind: 'steady', description: 'Experiments in full HD, a good line', seconds: 300, stream: HD, rttMs: 25,
    network: jitter(70, 0.5, 250, 3000, 25_000),
  },
  'hd-wifi': {
    kind: 'wifi-jitter', description: 'Full HD over the Wi-Fi of a dormitory', seconds: 360, stream: HD, rttMs: 40,
    network: jitter(300, 0.7, 1900, 3000, 9000),
  },
  'hd-drops': {
    kind: 'drops',
    description: 'Full HD on 4G that now and then carries less than half of it',
    seconds: 360, stream: HD, rttMs: 60,
    network: (random, toSecond) => ({
      base: wander(random, toSecond, 6500, 0.45), dips: drops(random, toSecond, 45_000, 3000, 500, 1300),
    }),
  },
}

/** Held out at first. Their results were inspected once, so they count as tuned on since then. */
const ONCE_HELD_OUT: Record<string, Recipe> = {
  'steady-office': {
    kind: 'steady', description: 'A wired laptop in an office', seconds: 300, stream: SD, rttMs: 25,
    network: jitter(50, 0.5, 140, 3000, 20_000),
  },
  'steady-5g': {
    kind: 'steady', description: 'A phone on 5G, with its usual small hiccups', seconds: 360, stream: LEAN, rttMs: 35,
    network: jitter(130, 0.6, 500, 3500, 16_000),
  },
  'wifi-cafe': {
    kind: 'wifi-jitter', description: 'A café at noon: it gets worse as it fills', seconds: 360, stream: SD, rttMs: 45,
    network: (random, toSecond) => ({
      base: wander(random, toSecond, 5000, 0.45),
      gaps: [
        ...spans(random, { everyMs: 4000, medianMs: 160, sigma: 0.5, maxMs: 700, toSecond: 120 }),
        ...spans(random, { everyMs: 3000, medianMs: 420, sigma: 0.75, maxMs: 2400, fromSecond: 120, toSecond }),
      ],
    }),
  },
  'wifi-balcony': {
    kind: 'wifi-jitter',
    description: 'Two walls away from the router, and twice on the balcony',
    seconds: 300, stream: SD, rttMs: 30,
    network: (random, toSecond) => ({
      base: wander(random, toSecond, 4000, 0.5),
      gaps: spans(random, { everyMs: 2800, medianMs: 260, sigma: 0.7, maxMs: 1600, toSecond }),
      dips: [{ span: [95_000, 104_000], kbps: 700 }, { span: [190_000, 203_000], kbps: 600 }],
    }),
  },
  'handover-walk': {
    kind: 'handover', description: 'On foot through a town, 4G', seconds: 360, stream: SD, rttMs: 60,
    network: (random, toSecond) => ({
      base: wander(random, toSecond, 4500, 0.5),
      gaps: outages(random, spans(random, { everyMs: 45_000, medianMs: 1400, sigma: 0.5, maxMs: 3500, toSecond })),
    }),
  },
  'drops-village': {
    kind: 'drops', description: 'One bar of 4G in a village', seconds: 360, stream: LEAN, rttMs: 90,
    network: (random, toSecond) => ({
      base: wander(random, toSecond, 2300, 0.45), dips: drops(random, toSecond, 50_000, 3500, 100, 500),
    }),
  },
  'congestion-lunch': {
    kind: 'congestion',
    description: 'The school\'s line at lunch: full twice, for a while below the stream',
    seconds: 420, stream: SD, rttMs: 50,
    network: (random, toSecond) => ({
      base: ramp([[0, 5000], [90, 1300], [130, 900], [150, 1500], [210, 4000], [280, 1200], [320, 1100], [360, 5000]]),
      gaps: spans(random, { everyMs: 7000, medianMs: 300, sigma: 0.6, maxMs: 1500, fromSecond: 60, toSecond }),
    }),
  },
  'recovering-storm': {
    kind: 'recovering',
    description: 'Two bad minutes in the middle of a class that is fine before and after',
    seconds: 420, stream: SD, rttMs: 50,
    network: (random, toSecond) => ({
      base: wander(random, toSecond, 8000, 0.35),
      gaps: spans(random, { everyMs: 9000, medianMs: 1500, sigma: 0.5, maxMs: 3500, fromSecond: 90, toSecond: 200 }),
    }),
  },
  'teacher-weak-uplink': {
    kind: 'teacher-loss',
    description: 'A teacher on bad Wi-Fi: short hangs, once gone for 20 s',
    seconds: 360, stream: SD, rttMs: 35,
    network: jitter(70, 0.5, 250, 3500, 12_000),
    teacher: {
      uplinkStalls: [[42_000, 43_700], [97_000, 99_100], [260_000, 261_800], [311_000, 314_400]],
      teacherAway: [[165_000, 186_000]],
      lessonPhases: [[0, 'live'], [166_000, 'interrupted'], [186_300, 'live']],
    },
  },
  'hd-dormitory': {
    kind: 'wifi-jitter', description: 'Full HD, an access point behind a door', seconds: 300, stream: HD, rttMs: 35,
    network: jitter(240, 0.75, 2000, 2600, 10_000),
  },
}

const HELD_OUT: Record<string, Recipe> = {
  'steady-library': {
    kind: 'steady', description: 'A laptop on a library\'s Wi-Fi, few people', seconds: 300, stream: SD, rttMs: 20,
    network: jitter(80, 0.5, 300, 2800, 18_000),
  },
  'steady-village-dsl': {
    kind: 'steady',
    description: 'DSL at the end of a long line, three times what is needed',
    seconds: 300, stream: LEAN, rttMs: 55,
    network: jitter(70, 0.4, 200, 3500, 2600),
  },
  'steady-cable': {
    kind: 'steady',
    description: 'Cable in the afternoon, a second of nothing every few minutes',
    seconds: 420, stream: SD, rttMs: 25,
    network: (random, toSecond) => ({
      base: wander(random, toSecond, 25_000, 0.2),
      gaps: [
        ...spans(random, { everyMs: 4000, medianMs: 40, sigma: 0.4, maxMs: 120, toSecond }),
        [143_000, 144_100], [301_000, 301_900],
      ],
    }),
  },
  'steady-hd-fibre': {
    kind: 'steady', description: 'Full HD on fibre', seconds: 300, stream: HD, rttMs: 15,
    network: jitter(40, 0.4, 120, 4000, 60_000),
  },
  'wifi-library-full': {
    kind: 'wifi-jitter', description: 'The same library before the exams', seconds: 360, stream: SD, rttMs: 35,
    network: jitter(280, 0.65, 1800, 2400, 7000),
  },
  'wifi-hotspot': {
    kind: 'wifi-jitter',
    description: 'Another phone\'s hotspot, which looks for networks every 20 s',
    seconds: 300, stream: LEAN, rttMs: 70,
    network: (random, toSecond) => ({
      base: wander(random, toSecond, 5000, 0.4),
      gaps: Array.from({ length: Math.floor(toSecond / 20) }, (_, place): Span =>
        [place * 20_000 + 9000, place * 20_000 + 9000 + between(random, 250, 1400)]),
    }),
  },
  'wifi-far-room': {
    kind: 'wifi-jitter',
    description: 'The room farthest from the router: uneven, and at times slow',
    seconds: 360, stream: SD, rttMs: 40,
    network: (random, toSecond) => ({
      base: wander(random, toSecond, 3500, 0.5),
      gaps: spans(random, { everyMs: 4000, medianMs: 380, sigma: 0.7, maxMs: 2300, toSecond }),
    }),
  },
  'wifi-hd-office': {
    kind: 'wifi-jitter', description: 'Full HD in an open-plan office', seconds: 300, stream: HD, rttMs: 25,
    network: jitter(200, 0.6, 1300, 2500, 14_000),
  },
  'handover-metro': {
    kind: 'handover',
    description: 'The metro: a station every minute and a half, dead spots between',
    seconds: 420, stream: LEAN, rttMs: 65,
    network: (random, toSecond) => ({
      base: wander(random, toSecond, 5500, 0.5),
      gaps: outages(random, [35, 70, 128, 161, 214, 262, 300, 351, 390].map((second): Span =>
        [second * 1000, second * 1000 + between(random, 700, 4000)])),
    }),
  },
  'handover-stairs': {
    kind: 'handover',
    description: 'From the third floor to the yard, then a bench',
    seconds: 300, stream: SD, rttMs: 40,
    network: (random, toSecond) => ({
      base: wander(random, toSecond, 9000, 0.4),
      gaps: outages(random, [[31_000, 32_300], [52_000, 53_900], [74_000, 76_400], [98_000, 99_000]]),
    }),
  },
  'drops-car': {
    kind: 'drops', description: 'The back seat of a car, a motorway', seconds: 360, stream: SD, rttMs: 65,
    network: (random, toSecond) => ({
      base: wander(random, toSecond, 5000, 0.55), dips: drops(random, toSecond, 40_000, 3000, 120, 650),
    }),
  },
  'congestion-exam': {
    kind: 'congestion',
    description: 'Everybody opens the same paper: three crowded minutes',
    seconds: 360, stream: SD, rttMs: 50,
    network: (random, toSecond) => ({
      base: ramp([[0, 8000], [80, 8000], [100, 1250], [170, 1150], [230, 1600], [270, 7000]]),
      gaps: spans(random, {
        everyMs: 9000, medianMs: 300, sigma: 0.6, maxMs: 1500, fromSecond: 90, toSecond: Math.min(260, toSecond),
      }),
    }),
  },
  'recovering-router': {
    kind: 'recovering',
    description: 'A router that restarts once and takes a minute to settle',
    seconds: 360, stream: SD, rttMs: 35,
    network: (random, toSecond) => ({
      base: wander(random, toSecond, 9000, 0.3),
      gaps: [
        [92_000, 99_000],
        ...spans(random, { everyMs: 7000, medianMs: 900, sigma: 0.6, maxMs: 2600, fromSecond: 101, toSecond: 160 }),
      ],
    }),
  },
  'teacher-on-4g': {
    kind: 'teacher-loss',
    description: 'A teacher on 4G: two hangs, and a minute away',
    seconds: 360, stream: SD, rttMs: 30,
    network: jitter(60, 0.5, 200, 3500, 14_000),
    teacher: {
      uplinkStalls: [[70_000, 72_200], [288_000, 291_000]],
      teacherAway: [[150_000, 210_000]],
      lessonPhases: [[0, 'live'], [165_200, 'interrupted'], [210_300, 'live']],
    },
  },
}

function toTrace(recipe: string, seed: number, facts: Recipe): NetworkTrace {
  const { kind, description, seconds, stream, rttMs, network, teacher } = facts
  return {
    name: recipe, kind, description, made: { recipe, seed }, seconds, stream, rttMs,
    uplinkStalls: [], teacherAway: [], lessonPhases: [[0, 'live']], ...teacher,
    capacity: toCapacity(seconds, network(seeded(seed), seconds)),
  }
}

function write(set: StoredSet, recipes: Record<string, Recipe>, firstSeed: number): void {
  Object.entries(recipes).forEach(([name, recipe], place) => {
    const { capacity, ...facts } = toTrace(name, firstSeed + place, recipe)
    const head = JSON.stringify(facts, null, 2).slice(0, -2)
    writeFileSync(join(folderOf(set), `${name}.json`), `${head},\n  "capacity": ${JSON.stringify(capacity)}\n}\n`)
  })
}

write('tuned-on', TUNED_ON, 101)
write('tuned-on', ONCE_HELD_OUT, 901)
write('held-out', HELD_OUT, 1701)
