/**
 * Quality of service: one sample per second of a member's pusher or player. See docs/qos-timeline.md.
 * A sample holds only numbers and the words of this file: no name, URL or token.
 */

export const QOS_COMPONENTS = ['pusher', 'player'] as const
export type QosComponent = (typeof QOS_COMPONENTS)[number]

/** State of the component, from the phases of the pusher's and the player's machine. */
export const QOS_STATES = [
  /** The first attempt; neither good nor in trouble. */
  'starting',
  'good',
  /** Media flows, at reduced quality or rate. */
  'slow',
  /** The picture stands still for lack of data. */
  'stalled',
  /** Not connected; retries continue. */
  'lost',
  /** Trouble with encoder, camera or microphone. */
  'device',
  /** A phone call has taken camera and microphone. */
  'call',
  /** The app is in the background. */
  'background',
  /** Player only: the server reports that the teacher's stream is missing. */
  'teacher-away',
] as const
export type QosState = (typeof QOS_STATES)[number]

/** Fields of `netstatus`, in whole units. A component reports only some of them. */
export interface QosStatus {
  /** Sent by a pusher, received by a player. */
  kbps?: number | undefined
  videoKbps?: number | undefined
  audioKbps?: number | undefined
  fps?: number | undefined
  jitterMs?: number | undefined
  /** Player: media ahead of the picture. */
  cacheMs?: number | undefined
  /** Pusher: frames that wait in the encoder. */
  queueFrames?: number | undefined
  /** Pixels. */
  width?: number | undefined
  height?: number | undefined
  /** 1 best … 6 unusable. */
  quality?: number | undefined
}

export interface QosSample {
  /** Milliseconds since 1970, by the server's clock. */
  atMs: number
  state: QosState
  /** The device reports a network. */
  isConnected: boolean
  /** The server answers the API. */
  isReachable: boolean
  /** The page is behind another app or page. */
  isHidden: boolean
  /** Codes that the component reported in this second, in order. */
  codes: number[]
  /** The last `netstatus` of this second. */
  status?: QosStatus | undefined
}

export const QOS_SAMPLE_INTERVAL_MS = 1_000
export const QOS_MAX_SAMPLES_PER_BATCH = 60
export const QOS_MAX_CODES_PER_SAMPLE = 16
/** Positive or negative. No known code has more digits. */
export const QOS_MAX_CODE = 99_999
/** Higher than any real status value. */
export const QOS_MAX_STATUS_VALUE = 10_000_000
