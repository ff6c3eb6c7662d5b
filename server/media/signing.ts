/**
 * Tencent's signature of live URLs, used for every engine:
 * `txTime` = upper-case hex of unix seconds, `txSecret` = md5(key + stream + txTime), lower-case hex.
 * The push key and the play key differ, so that a URL for watching never allows publishing.
 * Source: https://cloud.tencent.com/document/product/267/32720
 */
import { createHash, timingSafeEqual } from 'node:crypto'

export interface Signature {
  txSecret: string
  txTime: string
}

type SignatureVerdict = 'valid' | 'malformed' | 'forged' | 'expired'

const TX_SECRET = /^[0-9a-f]{32}$/
/** Eight digits reach the year 2106; ten keep the number far below 2^53. */
const TX_TIME = /^[0-9A-Fa-f]{1,10}$/

const txSecretOf = (key: string, stream: string, txTime: string): string =>
  createHash('md5').update(key + stream + txTime).digest('hex')

/** Signs `stream`; with a transcode template the signed name is `{stream}_{template}`. */
export function signStream(key: string, stream: string, expiresAt: Date): Signature {
  const txTime = Math.floor(expiresAt.getTime() / 1000).toString(16).toUpperCase()
  return { txTime, txSecret: txSecretOf(key, stream, txTime) }
}

/** `forged` covers a signature made with the other role's key or for another stream. Accepts any input. */
export function verifyStream(key: string, stream: string, sent: Partial<Signature>, now: Date): SignatureVerdict {
  const { txSecret = '', txTime = '' } = sent
  if (!TX_SECRET.test(txSecret) || !TX_TIME.test(txTime)) return 'malformed'
  // The signature covers the time as it was sent, including its letter case.
  const expected = Buffer.from(txSecretOf(key, stream, txTime))
  if (!timingSafeEqual(Buffer.from(txSecret), expected)) return 'forged'
  return Number.parseInt(txTime, 16) * 1000 > now.getTime() ? 'valid' : 'expired'
}
