import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { END_REASONS } from '../../../../contract/class/snapshot'
import { OPEN_BEFORE_START_MS } from '../../../../contract/lessons/phase'
import { lessonPhase } from './phase'
import type { SessionEnd } from './phase'

const startsAt = new Date('2026-11-23T09:00:00Z')
const endsAt = new Date('2026-11-23T10:00:00Z')
const lesson = { startsAt, endsAt, cancelledAt: null }
const at = (time: string) => new Date(`2026-11-23T${time}Z`)
const opensAt = new Date(startsAt.getTime() - OPEN_BEFORE_START_MS)
const justBefore = (date: Date) => new Date(date.getTime() - 1)

describe('a lesson that was never started', () => {
  it.each([
    ['scheduled', justBefore(opensAt)],
    ['open', opensAt],
    ['open', justBefore(endsAt)],
    ['ended', endsAt],
  ])('is %s at %o', (phase, now) => {
    expect(lessonPhase(lesson, null, now)).toBe(phase)
  })
})

describe('a lesson with a live session', () => {
  it.each([
    ['open', { state: 'starting', endReason: null }],
    ['live', { state: 'live', endReason: null }],
    ['interrupted', { state: 'interrupted', endReason: null }],
  ] as const)('is %s, also far past its end', (phase, session) => {
    expect(lessonPhase(lesson, session, at('09:30:00'))).toBe(phase)
    expect(lessonPhase(lesson, session, at('10:59:00'))).toBe(phase)
  })

  it.each(['teacher_ended', 'admin_ended', 'overran'] as const)('is over when %s', endReason => {
    expect(lessonPhase(lesson, { state: 'ended', endReason }, at('09:30:00'))).toBe('ended')
  })

  it.each(['grace_expired', 'teacher_removed'] as const)('may start again until its planned end when %s', endReason => {
    expect(lessonPhase(lesson, { state: 'ended', endReason }, justBefore(endsAt))).toBe('open')
    expect(lessonPhase(lesson, { state: 'ended', endReason }, endsAt)).toBe('ended')
  })
})

it('is cancelled from every other state, but stays ended after a deliberate end', () => {
  const session = fc.option(fc.record<SessionEnd>({
    state: fc.constantFrom('starting', 'live', 'interrupted', 'ended'),
    endReason: fc.option(fc.constantFrom(...END_REASONS)),
  }))
  const instant = fc.date({ min: at('00:00:00'), max: at('23:59:59'), noInvalidDate: true })
  fc.assert(fc.property(session, instant, instant, (latest, now, later) => {
    expect(lessonPhase({ ...lesson, cancelledAt: now }, latest, later)).toBe('cancelled')
    if (latest?.state === 'ended' && lessonPhase(lesson, latest, now) === 'ended' && later >= now) {
      expect(lessonPhase(lesson, latest, later)).toBe('ended')
    }
  }))
})
