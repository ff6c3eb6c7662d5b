/**
 * What the relay tells a WS-FLV publisher, as RTMP's acknowledgement does (message type 3): how many bytes of this
 * connection have arrived. With the first one, of nothing, it takes the stream; a refusal comes instead, as a close code,
 * because a browser is not shown the status of a refused upgrade. The others follow what arrives: a browser's
 * `bufferedAmount` knows nothing of what waits in the system and on the way, and a dead network takes bytes without a
 * word. A text message, `{ "received": 123456 }`.
 */
export interface MediaAck {
  received: number
}

/** So long after the first byte that was not acknowledged yet. */
export const ACK_EVERY_MS = 250

/** `undefined` for what is none; a later server may say more than this. */
export function parseMediaAck(data: unknown): MediaAck | undefined {
  if (typeof data !== 'string') return undefined
  try {
    const said: unknown = JSON.parse(data)
    const received = typeof said === 'object' && said !== null && 'received' in said ? said.received : undefined
    return typeof received === 'number' && Number.isSafeInteger(received) && received >= 0 ? { received } : undefined
  } catch {
    return undefined
  }
}
