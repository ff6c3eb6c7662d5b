/** The incidents of one class: which, when and how long. They do not depend on what the machine does. */
import { CLASS_MS } from './assumptions'
import type { Span } from './assumptions'
import { Dice } from './dice'

export type Machine = 'pusher' | 'player'

/** Lengths in milliseconds; [0, 0] has no length of its own. */
const PUSHER_INCIDENTS = {
  'network away': [1_000, 90_000],
  'network leads nowhere': [1_000, 60_000],
  'Wi-Fi to mobile data': [500, 4_000],
  'connection lost': [0, 0],
  'phone call': [5_000, 120_000],
  'background': [2_000, 180_000],
  'screen locked': [2_000, 60_000],
  'alarm': [3_000, 30_000],
  'camera taken': [3_000, 40_000],
  'server restarted': [2_000, 20_000],
  'stream killed': [0, 0],
  'other device': [10_000, 120_000],
  'encoder failed': [0, 0],
  'encoder restarted': [0, 0],
  'weak uplink': [5_000, 60_000],
  'component dead': [0, 0],
  'command lost': [0, 0],
  'channel silent': [5_000, 60_000],
} as const satisfies Record<string, Span>

const PLAYER_INCIDENTS = {
  'network away': [1_000, 90_000],
  'network leads nowhere': [1_000, 60_000],
  'Wi-Fi to mobile data': [500, 4_000],
  'connection lost': [0, 0],
  'phone call': [5_000, 120_000],
  'background': [2_000, 180_000],
  'screen locked': [2_000, 60_000],
  'alarm': [3_000, 30_000],
  'server restarted': [2_000, 20_000],
  'teacher away': [2_000, 150_000],
  'window closed': [0, 0],
  'picture frozen': [0, 0],
  'component dead': [0, 0],
  'command lost': [0, 0],
  'channel silent': [5_000, 60_000],
} as const satisfies Record<string, Span>

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

const KINDS: Record<Machine, readonly [IncidentKind, Span][]> = {
  pusher: Object.entries(PUSHER_INCIDENTS) as [IncidentKind, Span][],
  player: Object.entries(PLAYER_INCIDENTS) as [IncidentKind, Span][],
}

export function planIncidents(machine: Machine, seed: number): Incident[] {
  const dice = new Dice(seed, `incidents of the ${machine}`)
  return Array.from({ length: dice.between(COUNT) }, (): Incident => {
    const kinds = KINDS[machine]
    const [kind, lengthMs] = kinds[Math.floor(dice.unit() * kinds.length)] ?? ['connection lost', [0, 0]]
    return { kind, atMs: dice.between([FIRST_AT_MS, LAST_AT_MS]), forMs: longTail(dice, lengthMs) }
  }).sort((a, b) => a.atMs - b.atMs)
}

/** Short lengths are more frequent than long ones: even on a logarithmic scale. */
function longTail(dice: Dice, [low, high]: Span): number {
  return low === 0 ? 0 : Math.round(low * (high / low) ** dice.unit())
}
