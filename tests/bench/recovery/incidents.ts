/** The incidents of one class: which, when and how long. They do not depend on what the machine does. */
import { CLASS_MS } from './world/assumptions'
import type { Span } from './world/assumptions'
import { SeededRandom } from './world/random'

export type Machine = 'pusher' | 'player'

/** Length in milliseconds ([0, 0]: none of its own), and how frequent it is. */
interface IncidentShape { lengthMs: Span, weight: number }

const PUSHER_INCIDENTS = {
  'network away': { lengthMs: [1_000, 90_000], weight: 3 },
  'network leads nowhere': { lengthMs: [1_000, 60_000], weight: 3 },
  'Wi-Fi to mobile data': { lengthMs: [500, 4_000], weight: 3 },
  'connection lost': { lengthMs: [0, 0], weight: 3 },
  'phone call': { lengthMs: [5_000, 120_000], weight: 3 },
  'background': { lengthMs: [2_000, 180_000], weight: 3 },
  'screen locked': { lengthMs: [2_000, 60_000], weight: 3 },
  'alarm': { lengthMs: [3_000, 30_000], weight: 2 },
  'camera taken': { lengthMs: [3_000, 40_000], weight: 1 },
  'server restarted': { lengthMs: [2_000, 20_000], weight: 1 },
  'stream killed': { lengthMs: [0, 0], weight: 1 },
  'other device': { lengthMs: [10_000, 120_000], weight: 1 },
  'encoder failed': { lengthMs: [0, 0], weight: 1 },
  'encoder restarted': { lengthMs: [0, 0], weight: 1 },
  'weak uplink': { lengthMs: [5_000, 60_000], weight: 2 },
  'component dead': { lengthMs: [0, 0], weight: 1 },
  'command lost': { lengthMs: [0, 0], weight: 1 },
  'channel silent': { lengthMs: [5_000, 60_000], weight: 2 },
} as const satisfies Record<string, IncidentShape>

const PLAYER_INCIDENTS = {
  'network away': { lengthMs: [1_000, 90_000], weight: 3 },
  'network leads nowhere': { lengthMs: [1_000, 60_000], weight: 3 },
  'Wi-Fi to mobile data': { lengthMs: [500, 4_000], weight: 3 },
  'connection lost': { lengthMs: [0, 0], weight: 3 },
  'phone call': { lengthMs: [5_000, 120_000], weight: 3 },
  'background': { lengthMs: [2_000, 180_000], weight: 3 },
  'screen locked': { lengthMs: [2_000, 60_000], weight: 3 },
  'alarm': { lengthMs: [3_000, 30_000], weight: 2 },
  'server restarted': { lengthMs: [2_000, 20_000], weight: 1 },
  'teacher away': { lengthMs: [2_000, 150_000], weight: 2 },
  'window closed': { lengthMs: [0, 0], weight: 1 },
  'picture frozen': { lengthMs: [0, 0], weight: 1 },
  'component dead': { lengthMs: [0, 0], weight: 1 },
  'command lost': { lengthMs: [0, 0], weight: 1 },
  'channel silent': { lengthMs: [5_000, 60_000], weight: 2 },
} as const satisfies Record<string, IncidentShape>

export type IncidentKind = keyof typeof PUSHER_INCIDENTS | keyof typeof PLAYER_INCIDENTS

export interface Incident {
  kind: IncidentKind
  atMs: number
  forMs: number
}

const FIRST_AT_MS = 30_000
/** The rest of the class is quiet, so that the bench sees whether the class comes back. */
const LAST_AT_MS = CLASS_MS - 5 * 60_000
const COUNT: Span = [3, 7]

/** A kind of weight 3 is in the list three times. */
const weighted = (shapes: Record<string, IncidentShape>) =>
  (Object.entries(shapes) as [IncidentKind, IncidentShape][]).flatMap(([kind, { lengthMs, weight }]) =>
    Array.from({ length: weight }, () => ({ kind, lengthMs })))

const KINDS = { pusher: weighted(PUSHER_INCIDENTS), player: weighted(PLAYER_INCIDENTS) }

export function planIncidents(machine: Machine, seed: number): Incident[] {
  const random = new SeededRandom(seed, `incidents of the ${machine}`)
  return Array.from({ length: random.between(COUNT) }, (): Incident => {
    const kinds = KINDS[machine]
    const { kind, lengthMs } = kinds[Math.floor(random.unit() * kinds.length)] ?? { kind: 'connection lost', lengthMs: [0, 0] }
    return { kind, atMs: random.between([FIRST_AT_MS, LAST_AT_MS]), forMs: longTail(random, lengthMs) }
  }).sort((a, b) => a.atMs - b.atMs)
}

/** Short lengths are more frequent than long ones: even on a logarithmic scale. */
function longTail(random: SeededRandom, [low, high]: Span): number {
  return low === 0 ? 0 : Math.round(low * (high / low) ** random.unit())
}
