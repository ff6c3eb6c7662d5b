/**
 * Decides which packets to send when the uplink is too slow (docs/reference/media.md, M2). Frames depend on the
 * previous one, so after a dropped frame all frames up to a keyframe are dropped. Sound has a far higher limit, because
 * a class depends on it.
 */
export interface GateState { isDropping: boolean }

export const OPEN_GATE: GateState = { isDropping: false }

export interface GatePacket {
  kind: 'video' | 'audio'
  isKeyframe: boolean
}

export interface GateVerdict {
  state: GateState
  send: boolean
  /** True for the frame that starts the dropping. */
  becameBusy: boolean
}

/** Milliseconds of media waiting in the socket; above this, pictures are dropped. */
export const BUSY_QUEUE_MS = 1500
/** Below this, a keyframe restarts the picture. */
export const CLEAR_QUEUE_MS = 500
/** Above this, sound is dropped as well. */
export const AUDIO_QUEUE_MS = 4000

export function passGate(state: GateState, packet: GatePacket, queuedMs: number): GateVerdict {
  if (packet.kind === 'audio') return { state, send: queuedMs <= AUDIO_QUEUE_MS, becameBusy: false }
  if (state.isDropping) {
    const isClear = packet.isKeyframe && queuedMs <= CLEAR_QUEUE_MS
    return { state: isClear ? OPEN_GATE : state, send: isClear, becameBusy: false }
  }
  const isBusy = queuedMs > BUSY_QUEUE_MS
  return { state: isBusy ? { isDropping: true } : state, send: !isBusy, becameBusy: isBusy }
}

/** The duration of `queuedBytes` at `bitrateKbps`, in milliseconds. */
export const queuedMs = (queuedBytes: number, bitrateKbps: number): number => queuedBytes * 8 / Math.max(1, bitrateKbps)
