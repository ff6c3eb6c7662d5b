/**
 * What may still be sent when the uplink cannot keep up (docs/reference/media.md, M2). Frames depend on the one before,
 * so once a frame is dropped all are, up to a keyframe; sound is let through far longer, because a class lives by it.
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
  /** True for the frame with which dropping begins. */
  becameBusy: boolean
}

/** Milliseconds of media waiting in the socket above which pictures are dropped. */
export const BUSY_QUEUE_MS = 1500
/** Below this a keyframe may start the picture again. */
export const CLEAR_QUEUE_MS = 500
/** Above this the sound is dropped as well. */
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

/** Milliseconds of media that `queuedBytes` are at `bitrateKbps`. */
export const queuedMs = (queuedBytes: number, bitrateKbps: number): number => queuedBytes * 8 / Math.max(1, bitrateKbps)
