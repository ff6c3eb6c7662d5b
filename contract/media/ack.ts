/**
 * Acknowledgement of the relay to a WS-FLV publisher: the number of received bytes of this connection, as in RTMP's
 * message type 3. A text message: `{ "received": 123456 }`.
 * The first one, of 0 bytes, accepts the stream; a refusal is a close code instead (`close.ts`).
 * A browser's `bufferedAmount` does not count bytes that wait in the system or are in transit.
 */
export interface MediaAck {
  received: number
}

/** Time from the first unacknowledged byte to the acknowledgement. */
export const ACK_INTERVAL_MS = 250

/** `undefined` for any other message. Unknown fields are ignored: a later server may send more. */
export function parseMediaAck(data: unknown): MediaAck | undefined {
  if (typeof data !== 'string') return undefined
  try {
    const message: unknown = JSON.parse(data)
    const isObject = typeof message === 'object' && message !== null
    const received = isObject && 'received' in message ? message.received : undefined
    return typeof received === 'number' && Number.isSafeInteger(received) && received >= 0 ? { received } : undefined
  } catch {
    return undefined
  }
}
