import type { LiveSnapshot } from '../class/live'

/**
 * The lesson's realtime connection: WebSocket `/api/v1/channel?lesson={id}&ticket=…`, JSON text messages.
 * `epoch` names one history of the lesson's events and `seq` counts within it: a client that sees a gap or another
 * epoch reloads the snapshot (docs/decisions/0011-resumable-channel.md).
 */
export type ServerMessage =
  /** The first message of every connection. */
  | { type: 'hello', epoch: string, seq: number, live: LiveSnapshot, beatSeconds: number }
  /** The lesson's state changed; sent at once. */
  | { type: 'live', epoch: string, seq: number, live: LiveSnapshot }
  /** Players connected now; batched, not numbered: only the last one counts. */
  | { type: 'viewers', count: number }
  /** Sent every `beatSeconds`; a client that hears nothing for three of them reconnects. */
  | { type: 'beat', serverTime: string }

export type ClientMessage =
  | { type: 'ping' }

/**
 * Why the server closed a channel. 4000–4499: come back (after a backoff); 4500–4999: stay away.
 * The split follows Centrifugo's documentation; numbers are never reused.
 */
export const CHANNEL_CLOSE = {
  SERVER_RESTART: { code: 4000, meaning: 'The server is stopping; come back' },
  TOO_SLOW: { code: 4001, meaning: 'The client did not read; come back and resume' },
  SILENT: { code: 4002, meaning: 'No answer to pings; come back' },
  INTERNAL: { code: 4003, meaning: 'A fault of the server; come back' },
  REPLACED: { code: 4500, meaning: 'The same person opened the class elsewhere more often than allowed' },
  BAD_TICKET: { code: 4501, meaning: 'The ticket is not valid: ask for a new channel URL' },
  NOT_A_MEMBER: { code: 4502, meaning: 'No longer a member of this lesson' },
  BAD_MESSAGE: { code: 4503, meaning: 'The client sent what the protocol does not know' },
  LESSON_OVER: { code: 4504, meaning: 'The lesson is over or cancelled' },
} as const satisfies Record<string, { code: number, meaning: string }>

export type ChannelCloseReason = keyof typeof CHANNEL_CLOSE

/** Whether to reconnect after a close: our own codes say so, every other code (network loss) means yes. */
export const shouldComeBack = (code: number): boolean => code < 4500 || code > 4999
