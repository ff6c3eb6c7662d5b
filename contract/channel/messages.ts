import type { LiveSnapshot } from '../class/snapshot'

/**
 * Messages of the lesson's realtime connection: WebSocket `/api/v1/channel?lesson={id}&ticket=…`, JSON as text.
 * `epoch` names one history of the lesson's events, and `seq` counts within it.
 * A client that sees a gap or another epoch reloads the snapshot.
 */
export type ServerMessage =
  /** The first message of every connection. */
  | { type: 'hello', epoch: string, seq: number, live: LiveSnapshot, beatSeconds: number }
  /** The lesson's state has changed. Sent immediately. */
  | { type: 'live', epoch: string, seq: number, live: LiveSnapshot }
  /** Players connected now. Sent in batches and without a number: only the last one counts. */
  | { type: 'viewers', count: number }
  /** Sent every `beatSeconds`. A client that receives nothing for three of them reconnects. */
  | { type: 'beat', serverTime: string }

export type ClientMessage =
  | { type: 'ping' }
