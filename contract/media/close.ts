/**
 * Reasons of the relay to close a media WebSocket (WS-FLV publish or play). The range tells whether the peer
 * reconnects: `kernel/close-codes.ts`. A number means the same as in the lesson's channel where both have the reason.
 * A refusal is a close code after the upgrade, because browsers hide the HTTP status of a refused upgrade from scripts.
 * Numbers are never reused.
 */
export const MEDIA_CLOSE = {
  SERVER_RESTART: { code: 4000, meaning: 'The server is stopping; reconnect' },
  TOO_SLOW: { code: 4001, meaning: 'The player read too slowly for too long; reconnect to the live edge' },
  SILENT: { code: 4002, meaning: 'Nothing arrived from the publisher for too long; reconnect' },
  INTERNAL: { code: 4003, meaning: 'A fault of the server; reconnect' },
  NOT_LIVE: { code: 4004, meaning: 'The stream has no publisher, or it did not return in time; reconnect later' },
  TOO_MANY: { code: 4005, meaning: 'The server has reached its limit of connections; reconnect later' },
  REPLACED: { code: 4500, meaning: 'A newer publisher of the same stream took over' },
  REFUSED: { code: 4501, meaning: 'The URL does not allow this: ask for a new one' },
  KICKED: { code: 4502, meaning: 'Cut by the server: this member may no longer publish or watch' },
  BAD_MEDIA: { code: 4503, meaning: 'The peer sent what the protocol does not allow; a player may send nothing' },
  STREAM_OVER: { code: 4504, meaning: 'The live session is over' },
  TAKEN_OVER: { code: 4505, meaning: 'Another device took over or has a newer URL: ask which device publishes' },
} as const satisfies Record<string, { code: number, meaning: string }>

export type MediaCloseReason = keyof typeof MEDIA_CLOSE

const REASON_BY_CODE = new Map<number, MediaCloseReason>(
  (Object.keys(MEDIA_CLOSE) as MediaCloseReason[]).map(reason => [MEDIA_CLOSE[reason].code, reason]),
)

/** `undefined` for an unknown code, such as 1006 for a lost network. */
export const toMediaCloseReason = (code: number): MediaCloseReason | undefined => REASON_BY_CODE.get(code)
