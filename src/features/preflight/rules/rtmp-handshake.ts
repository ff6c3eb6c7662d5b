/** The first half of RTMP's handshake, which tells an RTMP server from everything else that may answer on a port. */

/**
 * - `refused`: the connection failed;
 * - `not-rtmp`: the peer answers otherwise, or closes, like a sign-in page or a filter;
 * - `untestable`: the platform cannot connect to this port, which says nothing about the network;
 * - `not-needed`: media uses the port that the uplink test has already used.
 */
export type IngestOutcome = 'open' | 'refused' | 'no-answer' | 'not-rtmp' | 'untestable' | 'not-needed'

export interface IngestFinding { host: string, port: number, outcome: IngestOutcome }

/** The class cannot go on air from this network. */
export const isBlocked = (outcome: IngestOutcome): outcome is 'refused' | 'no-answer' | 'not-rtmp' =>
  outcome === 'refused' || outcome === 'no-answer' || outcome === 'not-rtmp'

const VERSION = 3
/** S1 and C1: time, four zero bytes, filling. */
const SIGNATURE_BYTES = 1_536
const ANSWER_BYTES = 1 + SIGNATURE_BYTES

/** C0 and C1. The filling may be any bytes: a server only repeats it. */
export function helloBytes(): ArrayBuffer {
  const bytes = new Uint8Array(ANSWER_BYTES)
  bytes[0] = VERSION
  for (let index = 9; index < ANSWER_BYTES; index += 1) bytes[index] = index * 7 % 256
  return bytes.buffer
}

/** `firstByte`: of everything that was received; `total`: number of bytes received. */
export function answerOf(firstByte: number, total: number): 'open' | 'not-rtmp' | 'incomplete' {
  if (firstByte !== VERSION) return 'not-rtmp'
  return total >= ANSWER_BYTES ? 'open' : 'incomplete'
}
