/**
 * The digest ("complex") handshake that Flash Player 9 introduced and librtmp and ffmpeg use: each side hides an
 * HMAC-SHA256 in its random bytes. Adobe never published it; all servers and clients use these two layouts.
 * It does not authenticate the peer: the keys are public.
 */
import { createHmac } from 'node:crypto'

export const DIGEST_BYTES = 32

/** Adobe's keys are a text; in the second round these bytes follow the text. */
const KEY_TAIL = Buffer.from('f0eec24a8068bee82e00d0d1029e7e576eec5d2d29806fab93b8e636cfeb31ae', 'hex')
const PLAYER_TEXT = Buffer.from('Genuine Adobe Flash Player 001')
const SERVER_TEXT = Buffer.from('Genuine Adobe Flash Media Server 001')

export const PLAYER_KEYS = { hello: PLAYER_TEXT, echo: Buffer.concat([PLAYER_TEXT, KEY_TAIL]) }
export const SERVER_KEYS = { hello: SERVER_TEXT, echo: Buffer.concat([SERVER_TEXT, KEY_TAIL]) }

/** Offset of the four bytes whose sum is the distance to the digest: in the first or the second half. */
const SCHEMES = [8, 772] as const
const OFFSET_BYTES = 4
/** A half has 764 bytes: offset, digest and filling. */
const OFFSET_MODULUS = 764 - OFFSET_BYTES - DIGEST_BYTES

type DigestScheme = (typeof SCHEMES)[number]

export const hmac = (key: Buffer, data: Buffer): Buffer => createHmac('sha256', key).update(data).digest()

function digestStart(hello: Buffer, scheme: DigestScheme): number {
  let sum = 0
  for (const byte of hello.subarray(scheme, scheme + OFFSET_BYTES)) sum += byte
  return scheme + OFFSET_BYTES + sum % OFFSET_MODULUS
}

/** The digest of all bytes except the digest itself. */
function digestOf(hello: Buffer, start: number, key: Buffer): Buffer {
  return hmac(key, Buffer.concat([hello.subarray(0, start), hello.subarray(start + DIGEST_BYTES)]))
}

/** The layout in which `hello` (C1 or S1) carries a digest made with `key`; `undefined` when it carries none. */
export function findDigest(hello: Buffer, key: Buffer): { scheme: DigestScheme, digest: Buffer } | undefined {
  for (const scheme of SCHEMES) {
    const start = digestStart(hello, scheme)
    const digest = hello.subarray(start, start + DIGEST_BYTES)
    if (digest.equals(digestOf(hello, start, key))) return { scheme, digest }
  }
  return undefined
}

/** Writes the digest into the random bytes of a hello. */
export function writeDigest(hello: Buffer, scheme: DigestScheme, key: Buffer): void {
  const start = digestStart(hello, scheme)
  digestOf(hello, start, key).copy(hello, start)
}

/** Writes the proof that the peer's digest was read to the end of an echo (C2 or S2). */
export function signEcho(echo: Buffer, peerDigest: Buffer, echoKey: Buffer): void {
  const end = echo.length - DIGEST_BYTES
  hmac(hmac(echoKey, peerDigest), echo.subarray(0, end)).copy(echo, end)
}
