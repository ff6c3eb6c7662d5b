export type Device = 'camera' | 'microphone'

/** Faults of a phone's live components, as reported from the field. They stay when a component is replaced. */
export interface LiveFaults {
  /** Codes that the components never report, although what they stand for happens. */
  withheld: readonly number[]
  /** The components send no statistics. */
  losesStatistics: boolean
  /** Commands that the components perform and never call back. */
  unanswered: readonly string[]
  /** Devices that the system or another app still holds: the pusher takes `start` and then reports the failure. */
  busy: readonly Device[]
}

export const NO_FAULTS: LiveFaults = { withheld: [], losesStatistics: false, unanswered: [], busy: [] }
