/**
 * A ticket allows one member one action in one lesson: publish, play or open the channel. It is stateless (an
 * HMAC-SHA256 of its own bytes), so it works on any server process and after a restart; the database is asked as well.
 * On the wire: base64url of a fixed length, safe in a URL without escaping.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

const PURPOSES = ['publish', 'play', 'channel'] as const
export type TicketPurpose = (typeof PURPOSES)[number]

export interface Ticket {
  purpose: TicketPurpose
  memberId: string
  lessonId: string
  /** The live session whose stream it is for; null on the channel, which outlives sessions. */
  sessionId: string | null
  /** Only in tickets to publish. */
  push?: PushTicket
  /** Precision: one second. */
  expiresAt: Date
}

/** A newer ticket of another device revokes this one: see `PushRights` of the class module. */
export interface PushTicket {
  /** 8 hexadecimal digits: `deviceMark`. */
  device: string
  /** 1, 2, 3 … in each live session. */
  number: number
}

type TicketReading =
  | { verdict: 'valid', ticket: Ticket }
  | { verdict: 'malformed' | 'forged' | 'expired' }

/** Tencent recommends about a day for live URLs, so that reconnects never fail by expiry. */
export const TICKET_LIFE_MS = 24 * 60 * 60_000

const VERSION = 2
const UUID_BYTES = 16
const NO_SESSION = Buffer.alloc(UUID_BYTES)
const MARK_BYTES = 4
const NO_NUMBER = 0
// version · purpose · expiry in unix seconds · member · lesson · session · device · number
const EXPIRY_AT = 2
const MEMBER_AT = 6
const LESSON_AT = MEMBER_AT + UUID_BYTES
const SESSION_AT = LESSON_AT + UUID_BYTES
const DEVICE_AT = SESSION_AT + UUID_BYTES
const NUMBER_AT = DEVICE_AT + MARK_BYTES
const BODY_BYTES = NUMBER_AT + 4
const MAC_BYTES = 32
const TEXT = new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((BODY_BYTES + MAC_BYTES) * 8 / 6)}}$`)

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const MARK = /^[0-9a-f]{8}$/

/** Throws unless the UUID is in lower case: one id must not make two different tickets. */
function uuidBytes(uuid: string): Buffer {
  if (!UUID.test(uuid)) throw new TypeError('A ticket binds to UUIDs')
  return Buffer.from(uuid.replaceAll('-', ''), 'hex')
}

function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

function pushBytes(push: PushTicket | undefined): Buffer {
  const bytes = Buffer.alloc(BODY_BYTES - DEVICE_AT)
  if (!push) return bytes
  if (!MARK.test(push.device) || push.number === NO_NUMBER) throw new TypeError('A push ticket needs mark and number')
  bytes.write(push.device, 'hex')
  bytes.writeUInt32BE(push.number, MARK_BYTES)
  return bytes
}

function pushOf(body: Buffer): { push?: PushTicket } {
  const number = body.readUInt32BE(NUMBER_AT)
  return number === NO_NUMBER ? {} : { push: { device: body.toString('hex', DEVICE_AT, NUMBER_AT), number } }
}

const macOf = (key: string, body: Buffer): Buffer =>
  createHmac('sha256', key).update('kaike ticket').update(body).digest()

export function issueTicket(key: string, ticket: Ticket): string {
  const head = Buffer.alloc(MEMBER_AT)
  head.writeUInt8(VERSION, 0)
  head.writeUInt8(PURPOSES.indexOf(ticket.purpose), 1)
  head.writeUInt32BE(Math.floor(ticket.expiresAt.getTime() / 1000), EXPIRY_AT)
  const session = ticket.sessionId === null ? NO_SESSION : uuidBytes(ticket.sessionId)
  const ids = [uuidBytes(ticket.memberId), uuidBytes(ticket.lessonId), session]
  const body = Buffer.concat([head, ...ids, pushBytes(ticket.push)])
  return Buffer.concat([body, macOf(key, body)]).toString('base64url')
}

/** Reads untrusted text; the MAC is verified before anything else is used. */
export function readTicket(key: string, text: string | undefined, now: Date): TicketReading {
  if (text === undefined || !TEXT.test(text)) return { verdict: 'malformed' }
  const bytes = Buffer.from(text, 'base64url')
  const body = bytes.subarray(0, BODY_BYTES)
  if (!timingSafeEqual(bytes.subarray(BODY_BYTES), macOf(key, body))) return { verdict: 'forged' }
  const purpose = PURPOSES[body.readUInt8(1)]
  if (body.readUInt8(0) !== VERSION || purpose === undefined) return { verdict: 'malformed' }
  const expiresAt = new Date(body.readUInt32BE(EXPIRY_AT) * 1000)
  if (expiresAt <= now) return { verdict: 'expired' }
  const session = body.subarray(SESSION_AT, DEVICE_AT)
  return {
    verdict: 'valid',
    ticket: {
      purpose,
      memberId: uuidText(body.subarray(MEMBER_AT, LESSON_AT)),
      lessonId: uuidText(body.subarray(LESSON_AT, SESSION_AT)),
      sessionId: session.equals(NO_SESSION) ? null : uuidText(session),
      ...pushOf(body),
      expiresAt,
    },
  }
}
