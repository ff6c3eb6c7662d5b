import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comeBack, leave, withGap } from './absence'

const LEFT = 1_000_000

describe('a teacher who comes back', () => {
  it('reads what the students saw', () => {
    expect(comeBack(leave(LEFT, false), LEFT + 42_000)).toEqual({ awayMs: 42_000, gapMs: 0, saw: 'class' })
    expect(comeBack(leave(LEFT, true), LEFT + 42_000)).toEqual({ awayMs: 42_000, gapMs: 0, saw: 'image' })
    expect(comeBack(withGap(leave(LEFT, true), LEFT + 30_000), LEFT + 42_000)).toEqual({ awayMs: 42_000, gapMs: 12_000, saw: 'away' })
  })

  it('is not told of a glance', () => {
    expect(comeBack(leave(LEFT, true), LEFT + 2_999)).toBeUndefined()
  })

  it('is not told of a gap that the absence did not make longer', () => {
    expect(withGap(leave(LEFT, false), LEFT - 60_000)).toMatchObject({ gapSinceMs: LEFT })
    expect(withGap(withGap(leave(LEFT, false), LEFT + 1_000), LEFT + 9_000)).toMatchObject({ gapSinceMs: LEFT + 1_000 })
    expect(withGap(leave(LEFT, false), Number.NaN)).toEqual(leave(LEFT, false))
  })

  it('was never away for less than the students waited', () => {
    fc.assert(fc.property(fc.integer(), fc.boolean(), fc.double(), fc.integer(), (leftMs, isHeld, gapSinceMs, nowMs) => {
      const back = comeBack(withGap(leave(leftMs, isHeld), gapSinceMs), nowMs)
      if (back) expect(back.gapMs).toBeLessThanOrEqual(back.awayMs)
    }))
  })
})
