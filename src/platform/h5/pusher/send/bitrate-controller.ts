/** Follows what the uplink carries, between WeChat's `min-bitrate` and `max-bitrate`. */
export interface BitrateState {
  bitrateKbps: number
  changedAtMs: number
  /** Since when the queue has been short without a break. */
  clearSinceMs: number
}

export interface BitrateLimits { minBitrateKbps: number, maxBitrateKbps: number }

/** A queue of the socket above this means that less must be sent. */
const LONG_QUEUE_MS = 700
const SHORT_QUEUE_MS = 200
/** A change shows its effect only after this long. */
const SETTLE_MS = 2000
/** So long must all be well before more is dared. */
const DARE_AFTER_MS = 8000
const DOWN = 0.7
const UP = 1.15

export const startBitrate = ({ maxBitrateKbps }: BitrateLimits, nowMs: number): BitrateState =>
  ({ bitrateKbps: maxBitrateKbps, changedAtMs: nowMs, clearSinceMs: nowMs })

/** Fed every second or so with the milliseconds of media waiting; a changed `bitrateKbps` is to be encoded from now on. */
export function nextBitrate(state: BitrateState, queueMs: number, nowMs: number, limits: BitrateLimits): BitrateState {
  const clearSinceMs = queueMs > SHORT_QUEUE_MS ? nowMs : state.clearSinceMs
  const within = (kbps: number) => Math.round(Math.min(limits.maxBitrateKbps, Math.max(limits.minBitrateKbps, kbps)))
  const hasSettled = nowMs - state.changedAtMs >= SETTLE_MS
  let bitrateKbps = within(state.bitrateKbps)
  if (hasSettled && queueMs > LONG_QUEUE_MS) bitrateKbps = within(bitrateKbps * DOWN)
  else if (nowMs - Math.max(clearSinceMs, state.changedAtMs) >= DARE_AFTER_MS) bitrateKbps = within(bitrateKbps * UP)
  return { bitrateKbps, clearSinceMs, changedAtMs: bitrateKbps === state.bitrateKbps ? state.changedAtMs : nowMs }
}
