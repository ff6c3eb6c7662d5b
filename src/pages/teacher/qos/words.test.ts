import '../../../../tests/fixtures/uni-global'
import { afterEach, describe, expect, it } from 'vitest'
import { setLanguage } from '@/i18n'
import { formatSeconds, rowText, troubleFacts } from './words'
import type { Person, Trouble } from './words'

const ZONE = 'Asia/Shanghai'
const START = Date.parse('2026-11-23T00:30:05Z')
const trouble = (more: Partial<Trouble> = {}): Trouble => ({
  cause: 'student-network', severity: 'lost', member: { id: 'a', name: '李子涵' }, affected: ['a'], codes: [2007],
  startsAt: new Date(START).toISOString(), endsAt: new Date(START + 75_000).toISOString(), ...more,
})
const person = (segments: Person['segments']): Person => ({
  memberId: 'a', name: '李子涵', role: 'student', component: 'player', firstAt: '', lastAt: '', samples: 1, dropped: 0, segments, quality: [],
})

afterEach(() => setLanguage('zh'))

describe('a trouble in words', () => {
  it('says who, when, how long and for how many', () => {
    expect(troubleFacts(trouble(), ZONE).replaceAll('\u200B', '')).toBe('李子涵·08:30:05 – 08:31:20·1 分 15 秒')
    setLanguage('en')
    expect(troubleFacts(trouble({ member: null, affected: ['a', 'b'] }), ZONE)).toBe('08:30:05 – 08:31:20 · 1 min 15 s · 2\u00A0affected')
  })

  it('counts whole seconds, at least one', () => {
    expect([formatSeconds(200), formatSeconds(59_400), formatSeconds(60_000)]).toEqual(['1 秒', '59 秒', '1 分 0 秒'])
  })

  it('stands in the row of whoever noticed, once, for who cannot see the chart', () => {
    const segment = { startsAt: new Date(START).toISOString(), endsAt: new Date(START + 5_000).toISOString(), severity: 'lost', trouble: 0 } as const
    expect(rowText(person([segment]), [trouble()], ZONE)).toBe('李子涵：08:30:05 这位学生的网络中断')
    expect(rowText(person([segment, segment]), [trouble()], ZONE).match(/这位学生/g)).toHaveLength(1)
    expect(rowText(person([]), [], ZONE)).toBe('李子涵：没有问题')
  })
})
