import type { Machine } from './incidents'
import { CALLBACKS_LOST, EVENTS_LOST, NETWORK_CHANGES_LOST, RELIABLE, UNRELIABLE, without } from './world/reliability'
import type { Reliability } from './world/reliability'

/** Every code that the simulated component sends. */
export const CODES: Record<Machine, readonly number[]> = {
  pusher: [
    1001, 1002, 1003, 1007, 1008, 1101, 1102, 1103, 1104, 3001, 3002, 3003, 3004, 3005, 5000, 5001, -1301, -1302, -1303,
    -1304, -1307, -1308,
  ],
  player: [2001, 2002, 2003, 2004, 2006, 2007, 2008, 2032, 2033, 2103, 3001, 3002, 3003, 3005, 6000, -2301],
}

/** Base library 8.0.30 sent none of the three (field reports). */
const WITHOUT_PICTURE_CODES = without(2003, 2004, 2032)

export const scenariosOf = (machine: Machine): readonly Reliability[] => [
  RELIABLE,
  ...CODES[machine].map(code => without(code)),
  ...(machine === 'player' ? [WITHOUT_PICTURE_CODES] : []),
  CALLBACKS_LOST, EVENTS_LOST, NETWORK_CHANGES_LOST, UNRELIABLE,
]
