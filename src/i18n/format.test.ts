import '../../tests/support/client/uni-global'
import { afterEach, describe, expect, it } from 'vitest'
import { formatClock, formatDay, formatDayOf, formatDuration, formatSpan, formatTime, joinFacts } from './format'
import { setLanguage } from '.'

const SHANGHAI = 'Asia/Shanghai'
const MINUTE_MS = 60_000

afterEach(() => setLanguage('zh'))

describe('times', () => {
  it('are in the school\'s zone with two digits', () => {
    expect(formatTime('2026-11-23T00:05:00Z', SHANGHAI)).toBe('08:05')
    expect(formatClock(Date.parse('2026-11-23T00:05:07.900Z'), SHANGHAI)).toBe('08:05:07')
    expect(formatSpan('2026-11-23T00:05:00Z', '2026-11-23T00:50:00Z', SHANGHAI)).toBe('08:05 – 08:50')
  })
})

describe('days', () => {
  it.each([
    ['2026-11-23', '今天 11月23日 周一', 'Today, Mon 23 Nov'],
    ['2026-11-24', '明天 11月24日 周二', 'Tomorrow, Tue 24 Nov'],
    ['2026-11-22', '昨天 11月22日 周日', 'Yesterday, Sun 22 Nov'],
    ['2026-12-01', '12月1日 周二', 'Tue 1 Dec'],
  ])('%s is written in the usual form', (day, zh, en) => {
    expect(formatDay(day, '2026-11-23')).toBe(zh)
    setLanguage('en')
    expect(formatDay(day, '2026-11-23')).toBe(en)
  })

  it('of an instant are in the school\'s zone', () => {
    expect(formatDayOf('2026-11-22T16:30:00Z', Date.parse('2026-11-22T15:30:00Z'), SHANGHAI)).toBe('明天 11月23日 周一')
  })
})

describe('durations', () => {
  it.each([
    [20_000, '1 分钟'],
    [45 * MINUTE_MS, '45 分钟'],
    [60 * MINUTE_MS, '1 小时'],
    [90 * MINUTE_MS, '1 小时 30 分钟'],
    [47 * 60 * MINUTE_MS, '47 小时'],
    [72 * 60 * MINUTE_MS, '3 天'],
  ])('%i ms are %s', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text)
  })
})

describe('facts in one line', () => {
  it('leave out empty facts', () => {
    setLanguage('en')
    expect(joinFacts('Maths', '', undefined, 'Room 201')).toBe('Maths · Room 201')
  })
})
