/** What gets lost between the native side and the page: one scenario of the bench. */
export interface Reliability {
  name: string
  /** Codes that never arrive. */
  missing: ReadonlySet<number>
  /** Shares of the codes. */
  lost: number
  late: number
  doubled: number
  /** Share of the commands whose callback never comes although they worked. */
  callbacksLost: number
  /** Shares of the audio interruption events, and of the changes of the network, that do not arrive. */
  interruptionsLost: number
  networkChangesLost: number
  statusesLost: number
  /** Share of phones whose base library never sends 1002. */
  without1002: number
}

export const RELIABLE: Reliability = {
  name: 'all codes reliable', missing: new Set(), lost: 0, late: 0, doubled: 0, callbacksLost: 0,
  interruptionsLost: 0, networkChangesLost: 0, statusesLost: 0, without1002: 0,
}

export const without = (...codes: number[]): Reliability =>
  ({ ...RELIABLE, name: `without ${codes.join(', ')}`, missing: new Set(codes) })

export const CALLBACKS_LOST: Reliability = { ...RELIABLE, name: 'half of the callbacks lost', callbacksLost: 0.5 }
export const EVENTS_LOST: Reliability = {
  ...RELIABLE, name: 'half of the audio interruptions lost', interruptionsLost: 0.5,
}
export const NETWORK_CHANGES_LOST: Reliability = {
  ...RELIABLE, name: 'a tenth of the network changes lost', networkChangesLost: 0.1,
}

export const UNRELIABLE: Reliability = {
  ...RELIABLE, name: 'everything unreliable', lost: 0.15, late: 0.15, doubled: 0.1, callbacksLost: 0.2,
  interruptionsLost: 0.2, networkChangesLost: 0.1, statusesLost: 0.1, without1002: 0.1,
}
