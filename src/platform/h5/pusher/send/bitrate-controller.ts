/** Adapts the bitrate to the uplink, between WeChat's `min-bitrate` and `max-bitrate`. */
export interface BitrateState {
  bitrateKbps: number
  changedAtMs: number
  /** Start of the uninterrupted time with a short queue. */
  clearSinceMs: number
}

export interface BitrateLimits { minBitrateKbps: number, maxBitrateKbps: number }

/** A longer queue in the socket lowers the bitrate. */
const LONG_QUEUE_MS = 700
const SHORT_QUEUE_MS = 200
/** Time until a change shows its effect. */
const SETTLE_MS = 2000
/** Minimum stable time before raising the bitrate. */
const DARE_AFTER_MS = 8000
const DOWN = 0.7
const UP = 1.15

export const startBitrate = ({ maxBitrateKbps }: BitrateLimits, nowMs: number): BitrateState =>
  ({ bitrateKbps: maxBitrateKbps, changedAtMs: nowMs, clearSinceMs: nowMs })

/**
 * Called about once a second with the milliseconds of waiting media; the encoder applies a changed `bitrateKbps` from
 * then on.
 */
export function nextBitrate(state: BitrateState, queueMs: number, nowMs: number, limits: BitrateLimits): BitrateState {
  const clearSinceMs = queueMs > SHORT_QUEUE_MS ? nowMs : state.clearSinceMs
  const within = (kbps: number) => Math.round(Math.min(limits.maxBitrateKbps, Math.max(limits.minBitrateKbps, kbps)))
  const hasSettled = nowMs - state.changedAtMs >= SETTLE_MS
  let bitrateKbps = within(state.bitrateKbps)
  if (hasSettled && queueMs > LONG_QUEUE_MS) bitrateKbps = within(bitrateKbps * DOWN)
  else if (nowMs - Math.max(clearSinceMs, state.changedAtMs) >= DARE_AFTER_MS) bitrateKbps = within(bitrateKbps * UP)
  return { bitrateKbps, clearSinceMs, changedAtMs: bitrateKbps === state.bitrateKbps ? state.changedAtMs : nowMs }
}
