import { describe, expect, it } from 'vitest'
import type { QosTimeline } from '@contract'
import { boxStyle, qualityStyle, spanOf, ticksOf } from './chart'

const at = (second: number) => new Date(second * 1_000).toISOString()
const span = { fromMs: 0, toMs: 100_000 }

describe('the chart', () => {
  it('spans all known times, at least a minute', () => {
    const timeline = {
      startedAt: at(100), endedAt: null, serverTime: at(110), people: [] as QosTimeline['people'],
    } as QosTimeline
    expect(spanOf(timeline)).toEqual({ fromMs: 100_000, toMs: 160_000 })
    expect(spanOf({ ...timeline, endedAt: at(900) })).toEqual({ fromMs: 100_000, toMs: 900_000 })
    const people = [{ firstAt: at(95), lastAt: at(1_000) }] as QosTimeline['people']
    expect(spanOf({ ...timeline, people })).toEqual({ fromMs: 95_000, toMs: 1_000_000 })
  })

  it('positions a range and clips it to the span', () => {
    expect(boxStyle({ startsAt: at(25), endsAt: at(50) }, span)).toBe('left:25.00%;width:25.00%')
    expect(boxStyle({ startsAt: at(90), endsAt: at(200) }, span)).toBe('left:90.00%;width:10.00%')
    expect(boxStyle({ startsAt: at(-10), endsAt: at(10) }, span)).toBe('left:0.00%;width:20.00%')
  })

  it('draws the quality as a gradient with hard edges', () => {
    expect(qualityStyle({ quality: [1, 2, 6, 0] })).toBe(
      'background-image:linear-gradient(to right,var(--accent-soft) 0.00%,var(--accent-soft) 50.00%,'
      + 'var(--live-soft) 50.00%,var(--live-soft) 75.00%,transparent 75.00%,transparent 100%)',
    )
    expect(qualityStyle({ quality: [] })).toBe('')
  })

  it('has ticks at both ends', () => {
    expect(ticksOf(span, 3)).toEqual([0, 50_000, 100_000])
  })
})
