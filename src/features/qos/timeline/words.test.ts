import '../../../../tests/support/client/uni-global'
import { afterEach, describe, expect, it } from 'vitest'
import { setLanguage } from '@/i18n'
import { formatSeconds, rowText, streamFacts, troubleFacts } from './words'
import type { Person, Trouble } from './words'

const ZONE = 'Asia/Shanghai'
const START = Date.parse('2026-11-23T00:30:05Z')
const trouble = (more: Partial<Trouble> = {}): Trouble => ({
  cause: 'student-network', severity: 'lost', member: { id: 'a', name: '李子涵' }, affected: ['a'], codes: [2007],
  startsAt: new Date(START).toISOString(), endsAt: new Date(START + 75_000).toISOString(), ...more,
})
const person = (segments: Person['segments']): Person => ({
  memberId: 'a', name: '李子涵', role: 'student', component: 'player', firstAt: '', lastAt: '', samples: 1, dropped: 0,
  segments, quality: [],
})

afterEach(() => setLanguage('zh'))

describe('a trouble in words', () => {
  it('has member, time, duration and number of affected members', () => {
    expect(troubleFacts(trouble(), ZONE).replaceAll('\u200B', '')).toBe('李子涵·08:30:05 – 08:31:20·1 分 15 秒')
    setLanguage('en')
    expect(troubleFacts(trouble({ member: null, affected: ['a', 'b'] }), ZONE))
      .toBe('08:30:05 – 08:31:20 · 1 min 15 s · 2\u00A0affected')
  })

  it('counts whole seconds, at least one', () => {
    expect([formatSeconds(200), formatSeconds(59_400), formatSeconds(60_000)]).toEqual(['1 秒', '59 秒', '1 分 0 秒'])
  })

  it('is in the screen-reader text of the affected person\'s row once', () => {
    const segment = {
      startsAt: new Date(START).toISOString(), endsAt: new Date(START + 5_000).toISOString(), severity: 'lost',
      trouble: 0,
    } as const
    expect(rowText(person([segment]), [trouble()], ZONE)).toBe('李子涵：08:30:05 这位学生的网络中断')
    expect(rowText(person([segment, segment]), [trouble()], ZONE).match(/这位学生/g)).toHaveLength(1)
    expect(rowText(person([]), [], ZONE)).toBe('李子涵：没有问题')
  })
})

describe('the figures of a live stream', () => {
  const stats = {
    isPublishing: true, viewers: 31, videoKbps: 1180, audioKbps: 64, fps: 24.9, gopMs: 2_040, skips: 2,
    addedDelayMs: 21,
  }

  it('have a name and a unit', () => {
    expect(streamFacts(stats).map(({ label, value }) => `${label} ${value}`)).toEqual([
      '正在观看 31 人', '画面 1180 kbps', '声音 64 kbps', '帧率 25 帧/秒', '关键帧间隔 2 秒', '为慢网络跳过 2 次', '服务器延迟 21 毫秒',
    ])
    setLanguage('en')
    expect(streamFacts(stats)[3]).toEqual({ label: 'Frame rate', value: '25 a second' })
  })

  it('omit the keyframe interval before the second keyframe', () => {
    expect(streamFacts({ ...stats, gopMs: 0 })[4]?.value).toBe('–')
  })
})
