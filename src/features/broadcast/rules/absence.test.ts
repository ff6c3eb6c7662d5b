import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endAbsence, startAbsence, withGap } from './absence'

const LEFT = 1_000_000

describe('the return of a teacher', () => {
  it('reports what the students saw', () => {
    expect(endAbsence(startAbsence(LEFT, false), LEFT + 42_000)).toEqual({ awayMs: 42_000, gapMs: 0, saw: 'class' })
    expect(endAbsence(startAbsence(LEFT, true), LEFT + 42_000)).toEqual({ awayMs: 42_000, gapMs: 0, saw: 'image' })
    expect(endAbsence(withGap(startAbsence(LEFT, true), LEFT + 30_000), LEFT + 42_000))
      .toEqual({ awayMs: 42_000, gapMs: 12_000, saw: 'away' })
  })

  it('reports nothing after less than 3 s', () => {
    expect(endAbsence(startAbsence(LEFT, true), LEFT + 2_999)).toBeUndefined()
  })

  it('counts a gap from the start of the absence, and keeps its first start', () => {
    expect(withGap(startAbsence(LEFT, false), LEFT - 60_000)).toMatchObject({ gapSinceMs: LEFT })
    expect(withGap(withGap(startAbsence(LEFT, false), LEFT + 1_000), LEFT + 9_000))
      .toMatchObject({ gapSinceMs: LEFT + 1_000 })
    expect(withGap(startAbsence(LEFT, false), Number.NaN)).toEqual(startAbsence(LEFT, false))
  })

  it('never reports a gap longer than the absence', () => {
    const time = fc.integer()
    fc.assert(fc.property(time, fc.boolean(), fc.double(), time, (leftMs, isHeld, gapSinceMs, nowMs) => {
      const back = endAbsence(withGap(startAbsence(leftMs, isHeld), gapSinceMs), nowMs)
      if (back) expect(back.gapMs).toBeLessThanOrEqual(back.awayMs)
    }))
  })
})
