import { describe, expect, it } from 'vitest'
import { DEFAULT_PROFILE, PROFILE_NAMES, PROFILES } from './quality-profiles'
import { PUSHER_PROFILES, megabytesOf } from './pusher-profiles'

describe('the pusher\'s profiles', () => {
  it('are the seven rows of the guide\'s table', () => {
    const rows = Object.values(PUSHER_PROFILES).map(({ scene, mode, minBitrateKbps, maxBitrateKbps, audioQuality }) =>
      [scene.zh, mode, minBitrateKbps, maxBitrateKbps, audioQuality])
    expect(rows).toEqual([
      ['标清直播', 'SD', 300, 800, 'high'],
      ['高清直播', 'HD', 600, 1200, 'high'],
      ['超清直播', 'FHD', 600, 1800, 'high'],
      ['视频客服（用户）', 'RTC', 200, 500, 'high'],
      ['车险定损（车主）', 'RTC', 200, 1200, 'high'],
      ['多人会议（主讲）', 'RTC', 200, 1000, 'high'],
      ['多人会议（参与）', 'RTC', 150, 300, 'low'],
    ])
  })

  it('have texts in both languages and a bitrate that WeChat accepts', () => {
    for (const { scene, use, fps } of Object.values(PUSHER_PROFILES)) {
      for (const { zh, en } of [scene, use]) {
        expect(zh).toMatch(/[\u4E00-\u9FFF]/)
        expect(en).toMatch(/^[\x20-\x7E]+$/)
      }
      expect(fps).toBeGreaterThanOrEqual(1)
      expect(fps).toBeLessThanOrEqual(30)
    }
  })

  it('have a data volume from bitrate and duration', () => {
    expect(megabytesOf(PUSHER_PROFILES.HD, 45)).toBe(437)
    expect(megabytesOf(PUSHER_PROFILES.participant, 45)).toBe(112)
  })
})

describe('the teacher\'s profiles', () => {
  it('are the live rows, named like their mode', () => {
    expect(PROFILE_NAMES).toEqual(['SD', 'HD', 'FHD'])
    for (const name of PROFILE_NAMES) expect(PROFILES[name].mode).toBe(name)
    expect(DEFAULT_PROFILE).toBe('HD')
  })
})
