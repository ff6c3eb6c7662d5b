/**
 * Quality of service: what the component of somebody in a live session did, one sample a second. Docs: docs/qos-timeline.md.
 * Nothing in a sample names a person, a URL or a token; all of it is numbers and the words of this file.
 */

export const QOS_COMPONENTS = ['pusher', 'player'] as const
export type QosComponent = (typeof QOS_COMPONENTS)[number]

/** How the component is, from its machine: the phases of both, in one list. */
export const QOS_STATES = [
  /** The first try; neither well nor in trouble. */
  'starting',
  'good',
  /** It flows, worse than it could. */
  'slow',
  /** The picture stands still for want of data. */
  'stalled',
  /** There is no connection; tries go on. */
  'lost',
  /** Encoder, camera or microphone. */
  'device',
  /** A call has taken camera and microphone. */
  'call',
  /** The app was left. */
  'background',
  /** The server says that the teacher's stream is gone: a player waits. */
  'teacher-away',
] as const
export type QosState = (typeof QOS_STATES)[number]

/** Of `netstatus`, in whole units, as far as the component reported it. */
export interface QosStatus {
  /** Sent by a pusher, received by a player. */
  kbps?: number | undefined
  videoKbps?: number | undefined
  audioKbps?: number | undefined
  fps?: number | undefined
  jitterMs?: number | undefined
  /** Player: media ahead of the picture. */
  cacheMs?: number | undefined
  /** Pusher: waiting in the encoder. */
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
  /** The device says that it has a network. */
  isConnected: boolean
  /** The server answers the API. */
  isReachable: boolean
  /** The page is behind another app or page. */
  isHidden: boolean
  /** What the component reported in this second, in order. */
  codes: number[]
  /** What `netstatus` said in this second. */
  status?: QosStatus | undefined
}

export const QOS_SAMPLE_EVERY_MS = 1_000
export const QOS_MOST_SAMPLES_PER_BATCH = 60
export const QOS_MOST_CODES_PER_SAMPLE = 16
/** No code that is known has more digits. */
export const QOS_MOST_CODE = 99_999
/** Above any of the numbers of a status. */
export const QOS_MOST_VALUE = 10_000_000
/** Batches that waited offline are taken this long after the class. */
export const QOS_LATE_MS = 24 * 60 * 60_000
