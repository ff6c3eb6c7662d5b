import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { INTERRUPTED_GRACE_MS } from '../../../../contract/class/snapshot'
import { OVERRUN_LIMIT_MS } from './session'
import { dueFact, onFact, startedSession, type Fact, type SessionState } from './session'

const T0 = Date.parse('2026-11-23T08:00:00Z')
const at = (ms: number) => new Date(T0 + ms)
const fact = (type: Fact['type'], ms: number): Fact => ({ type, at: at(ms) })
const after = (...facts: Fact[]): SessionState => facts.reduce(onFact, startedSession(at(0)))

const types = [
  'publishStarted', 'publishStopped', 'serverStarted', 'graceExpired',
  'teacherEnded', 'adminEnded', 'teacherRemoved', 'overran',
] as const
const anyFact = fc.record({
  type: fc.constantFrom(...types),
  at: fc.integer({ min: -60_000, max: 4 * 3600_000 }).map(at),
})
const history = fc.array(anyFact, { maxLength: 30 })
/** Histories without a deliberate end and without an expired limit. */
const streamHistory = fc.array(
  anyFact.filter(({ type }) => type.startsWith('publish') || type === 'serverStarted'),
  { maxLength: 30 },
)

describe('a live session', () => {
  it('is live from the first packet, interrupted by a lost stream, and live again', () => {
    expect(after(fact('publishStarted', 1000))).toEqual({ state: 'live' })
    expect(after(fact('publishStarted', 1000), fact('publishStopped', 5000)))
      .toEqual({ state: 'interrupted', waitingSince: at(5000) })
    expect(after(fact('publishStarted', 1000), fact('publishStopped', 5000), fact('publishStarted', 9000)))
      .toEqual({ state: 'live' })
  })

  it.each([
    ['teacherEnded', 'teacher_ended'],
    ['adminEnded', 'admin_ended'],
    ['teacherRemoved', 'teacher_removed'],
    ['overran', 'overran'],
  ] as const)('is ended by %s from every state', (type, endReason) => {
    fc.assert(fc.property(streamHistory, facts => {
      expect(onFact(after(...facts), fact(type, 7000))).toEqual({ state: 'ended', endedAt: at(7000), endReason })
    }))
  })

  it('never ends by the loss of its stream or the server', () => {
    fc.assert(fc.property(streamHistory, facts => {
      expect(after(...facts).state).not.toBe('ended')
    }))
  })

  it('keeps its state, reason and time once it has ended', () => {
    fc.assert(fc.property(history, history, (before, later) => {
      const ended = onFact(after(...before), fact('teacherEnded', 0))
      expect(later.reduce(onFact, ended)).toBe(ended)
    }))
  })

  it('handles a repeated fact once', () => {
    fc.assert(fc.property(history, anyFact, (facts, next) => {
      const once = onFact(after(...facts), next)
      expect(onFact(once, next)).toBe(once)
    }))
  })

  it('keeps counting the grace from the first loss', () => {
    const lost = after(fact('publishStarted', 0), fact('publishStopped', 5000))
    expect(onFact(lost, fact('publishStopped', 60_000))).toBe(lost)
  })

  it('ends when the grace is over, not before, and not after the stream has returned', () => {
    const lost = after(fact('publishStarted', 0), fact('publishStopped', 5000))
    expect(onFact(lost, fact('graceExpired', 5000 + INTERRUPTED_GRACE_MS - 1))).toBe(lost)
    expect(onFact(lost, fact('graceExpired', 5000 + INTERRUPTED_GRACE_MS)))
      .toMatchObject({ state: 'ended', endReason: 'grace_expired' })
    const back = onFact(lost, fact('publishStarted', 6000))
    expect(onFact(back, fact('graceExpired', 5000 + INTERRUPTED_GRACE_MS))).toBe(back)
  })

  it('restarts the full grace after a downtime of the server', () => {
    const back = after(fact('publishStarted', 0), fact('publishStopped', 5000), fact('serverStarted', 600_000))
    expect(back).toEqual({ state: 'interrupted', waitingSince: at(600_000) })
    expect(after(fact('publishStarted', 0), fact('serverStarted', 600_000))).toEqual(back)
    expect(after(fact('serverStarted', 600_000))).toEqual({ state: 'starting', waitingSince: at(600_000) })
  })

  it('ends after the grace when no media was ever sent', () => {
    expect(after(fact('graceExpired', INTERRUPTED_GRACE_MS)))
      .toMatchObject({ state: 'ended', endReason: 'grace_expired' })
  })
})

describe('the due fact', () => {
  const plannedEnd = at(45 * 60_000)
  const LATE = 45 * 60_000 + OVERRUN_LIMIT_MS

  it('is none for a class on air within the overrun limit', () => {
    expect(dueFact(after(fact('publishStarted', 0)), plannedEnd, at(LATE - 1))).toBeNull()
  })

  it('is the overrun, even while the stream arrives', () => {
    expect(dueFact(after(fact('publishStarted', 0)), plannedEnd, at(LATE))).toEqual(fact('overran', LATE))
  })

  it('is none for an ended session', () => {
    expect(dueFact(after(fact('teacherEnded', 0)), plannedEnd, at(LATE))).toBeNull()
  })

  it('always ends its session', () => {
    fc.assert(fc.property(streamHistory, fc.integer({ min: 0, max: 6 * 3600_000 }), (facts, ms) => {
      const session = after(...facts)
      const due = dueFact(session, plannedEnd, at(ms))
      if (due) expect(onFact(session, due).state).toBe('ended')
    }))
  })
})
