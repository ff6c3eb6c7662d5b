/**
 * Why the relay closed a media WebSocket (WS-FLV publish or play). The numbers are split and, where the meaning is the
 * same, equal to those of the lesson's channel: 4000–4499 come back (after a backoff), 4500–4999 stay away.
 * A refusal is told by a close code after the upgrade, because a browser never shows a script the HTTP status of a refused one.
 */

type MediaPeer = 'publisher' | 'player'

interface MediaCloseSpec {
  code: number
  /** Who can be told this. */
  peers: readonly MediaPeer[]
  meaning: string
}

/** Numbers are never reused. */
export const MEDIA_CLOSE = {
  SERVER_RESTART: { code: 4000, peers: ['publisher', 'player'], meaning: 'The server is stopping; come back' },
  TOO_SLOW: { code: 4001, peers: ['player'], meaning: 'The player did not read fast enough for too long; come back to the live edge' },
  SILENT: { code: 4002, peers: ['publisher'], meaning: 'Nothing arrived for too long; come back' },
  INTERNAL: { code: 4003, peers: ['publisher', 'player'], meaning: 'A fault of the server; come back' },
  NOT_LIVE: { code: 4004, peers: ['player'], meaning: 'Nobody publishes this stream, or the publisher did not return in time; come back later' },
  TOO_MANY: { code: 4005, peers: ['publisher', 'player'], meaning: 'The server carries as many connections as it may; come back later' },
  REPLACED: { code: 4500, peers: ['publisher'], meaning: 'A newer publisher of the same stream took over' },
  REFUSED: { code: 4501, peers: ['publisher', 'player'], meaning: 'The URL does not allow this: ask for a new one' },
  KICKED: { code: 4502, peers: ['publisher', 'player'], meaning: 'Cut by the server: this person may no longer publish or watch' },
  BAD_MEDIA: { code: 4503, peers: ['publisher', 'player'], meaning: 'The peer sent what the protocol does not allow; a player that sends anything is one' },
  STREAM_OVER: { code: 4504, peers: ['publisher', 'player'], meaning: 'The live session is over' },
} as const satisfies Record<string, MediaCloseSpec>

export type MediaCloseReason = keyof typeof MEDIA_CLOSE

const REASON_BY_CODE = new Map<number, MediaCloseReason>(
  (Object.keys(MEDIA_CLOSE) as MediaCloseReason[]).map(reason => [MEDIA_CLOSE[reason].code, reason]),
)

/** `undefined` for a code that is not ours, as 1006 when the network was lost. */
export const toMediaCloseReason = (code: number): MediaCloseReason | undefined => REASON_BY_CODE.get(code)

/** One rule for the channel and the media. */
export { shouldComeBack } from '../channel/messages'
