/**
 * Whether a client reconnects after its WebSocket was closed with this code; one rule for the channel and for media.
 * Codes 4000–4499 mean: reconnect, after a backoff; 4500–4999: do not. The ranges are those of Centrifugo.
 * Any other code, such as 1006 for a lost network, means: reconnect.
 */
export const shouldReconnect = (code: number): boolean => code < 4500 || code > 4999
