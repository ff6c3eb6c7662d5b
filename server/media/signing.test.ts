import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signStream, verifyStream } from './signing'

const KEY = '5d41402abc4b2a76b9719d911017c592'
const NEW_YEAR_2017 = new Date('2017-01-01T00:00:00+08:00')
const before = (time: Date) => new Date(time.getTime() - 1000)

describe('signing a stream', () => {
  it.each([
    ['test1', '37290b33326263b98d6c4f58f7b67541'],
    ['test1_hd', 'b8d4161c5b1ab79ee8477020c3f81a9d'],
  ])('gives the known signature of %s', (stream, txSecret) => {
    expect(signStream(KEY, stream, NEW_YEAR_2017)).toEqual({ txSecret, txTime: '5867D600' })
  })

  it('accepts its own signature until the second it expires', () => {
    const signature = signStream(KEY, 'test1', NEW_YEAR_2017)
    expect(verifyStream(KEY, 'test1', signature, before(NEW_YEAR_2017))).toBe('valid')
    expect(verifyStream(KEY, 'test1', signature, NEW_YEAR_2017)).toBe('expired')
  })

  it('refuses another key, another stream and a later time', () => {
    const now = before(NEW_YEAR_2017)
    const signature = signStream(KEY, 'test1', NEW_YEAR_2017)
    expect(verifyStream('play-key', 'test1', signature, now)).toBe('forged')
    expect(verifyStream(KEY, 'test2', signature, now)).toBe('forged')
    expect(verifyStream(KEY, 'test1', { ...signature, txTime: '5867D601' }, now)).toBe('forged')
  })

  it('signs the time as written, so another spelling gives another signature', () => {
    const { txSecret } = signStream(KEY, 'test1', NEW_YEAR_2017)
    expect(verifyStream(KEY, 'test1', { txSecret, txTime: '5867d600' }, before(NEW_YEAR_2017))).toBe('forged')
  })

  it('rejects any other input as malformed', () => {
    const now = before(NEW_YEAR_2017)
    expect(verifyStream(KEY, 'test1', {}, now)).toBe('malformed')
    const junk = fc.oneof(fc.string(), fc.constant('f'.repeat(33)), fc.constant('é'.repeat(32)))
    fc.assert(fc.property(junk, junk, (txSecret, txTime) => {
      fc.pre(!/^[0-9a-f]{32}$/.test(txSecret))
      expect(verifyStream(KEY, 'test1', { txSecret, txTime }, now)).toBe('malformed')
    }))
  })

  it('is valid for its own key only, with any names', () => {
    const key = fc.string({ minLength: 1, maxLength: 64 })
    const stream = fc.stringMatching(/^[A-Za-z0-9_-]{1,128}$/)
    fc.assert(fc.property(key, key, stream, fc.integer({ min: 1, max: 0xFFFFFFFF }), (own, other, name, seconds) => {
      fc.pre(own !== other)
      const now = new Date(seconds * 1000 - 1)
      const signature = signStream(own, name, new Date(seconds * 1000))
      expect(verifyStream(own, name, signature, now)).toBe('valid')
      expect(verifyStream(other, name, signature, now)).toBe('forged')
    }))
  })
})
