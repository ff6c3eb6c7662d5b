import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { issueTicket, readTicket, type Ticket, type TicketPurpose } from './ticket'

const KEY = 'a key of the tests'
const NOW = new Date('2026-11-23T08:00:00Z')
const MEMBER = '6f1c1f4e-0d0b-4a55-9d56-6f4c3f5a1b10'
const LESSON = '0b8f2a70-4c4f-4b5e-8f6e-9d3f2b1c0a99'
const uuid = fc.uuid()
const push = fc.record({
  device: fc.stringMatching(/^[0-9a-f]{8}$/),
  number: fc.integer({ min: 1, max: 0xFFFFFFFF }),
})
const tickets: fc.Arbitrary<Ticket> = fc.record({
  purpose: fc.constantFrom<TicketPurpose>('publish', 'play', 'channel'),
  memberId: uuid,
  lessonId: uuid,
  sessionId: fc.option(uuid),
  push,
  expiresAt: fc.integer({ min: 1, max: 86_400 }).map(seconds => new Date(NOW.getTime() + seconds * 1000)),
}, { requiredKeys: ['purpose', 'memberId', 'lessonId', 'sessionId', 'expiresAt'] })

describe('a ticket', () => {
  it('is read back unchanged and needs no escaping in a URL', () => {
    fc.assert(fc.property(tickets, ticket => {
      const text = issueTicket(KEY, ticket)
      expect(encodeURIComponent(text)).toBe(text)
      expect(readTicket(KEY, text, NOW)).toEqual({ verdict: 'valid', ticket })
    }))
  })

  it('is refused after its expiry', () => {
    fc.assert(fc.property(tickets, ticket => {
      expect(readTicket(KEY, issueTicket(KEY, ticket), ticket.expiresAt)).toEqual({ verdict: 'expired' })
    }))
  })

  it('is reported as forged under another key', () => {
    fc.assert(fc.property(tickets, ticket => {
      expect(readTicket('another key', issueTicket(KEY, ticket), NOW)).toEqual({ verdict: 'forged' })
    }))
  })

  it('is never valid with one bit changed', () => {
    fc.assert(fc.property(tickets, fc.nat(), (ticket, at) => {
      const bytes = Buffer.from(issueTicket(KEY, ticket), 'base64url')
      const index = at % bytes.length
      bytes.writeUInt8(bytes.readUInt8(index) ^ (1 << (at % 8)), index)
      expect(readTicket(KEY, bytes.toString('base64url'), NOW)).toEqual({ verdict: 'forged' })
    }))
  })

  it('is malformed when its length or alphabet differs', () => {
    const expiresAt = new Date(NOW.getTime() + 1000)
    const ticket: Ticket = { purpose: 'channel', memberId: MEMBER, lessonId: LESSON, sessionId: null, expiresAt }
    const text = issueTicket(KEY, ticket)
    for (const sent of [undefined, '', text.slice(1), `${text}A`, `${text.slice(1)}+`, 'A'.repeat(1_000_000)]) {
      expect(readTicket(KEY, sent, NOW)).toEqual({ verdict: 'malformed' })
    }
    fc.assert(fc.property(fc.string(), sent => {
      expect(readTicket(KEY, sent, NOW)).toEqual({ verdict: 'malformed' })
    }))
  })

  it('cannot be issued for an invalid id', () => {
    const ticket: Ticket = { purpose: 'play', memberId: 'me', lessonId: LESSON, sessionId: null, expiresAt: NOW }
    expect(() => issueTicket(KEY, ticket)).toThrow(TypeError)
  })

  it('cannot be issued for an invalid mark of a device, or without a number', () => {
    const expiresAt = new Date(NOW.getTime() + 1000)
    const ticket: Ticket = { purpose: 'publish', memberId: MEMBER, lessonId: LESSON, sessionId: null, expiresAt }
    for (const invalid of [{ device: 'encoder', number: 1 }, { device: '0123ABCD', number: 1 }]) {
      expect(() => issueTicket(KEY, { ...ticket, push: invalid })).toThrow(TypeError)
    }
    for (const number of [0, -1, 2 ** 32]) {
      expect(() => issueTicket(KEY, { ...ticket, push: { device: '0123abcd', number } })).toThrow()
    }
  })
})
