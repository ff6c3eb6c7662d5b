import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { CAPTURE_SETTINGS, readCaptureSettings } from '@/features/pusher/rules/capture-settings'
import { PLAYBACK_SETTINGS, readPlaybackSettings } from '@/features/player/rules/playback-settings'
import { readSetting } from './settings-table'
import type { SettingsTable } from './settings-table'

describe('a stored value', () => {
  it.each([
    [3, 3], [3.4, 3], [-1, 0], [99, 9], [Number.POSITIVE_INFINITY, 9], [Number.NaN, 0], ['3', 0], [null, 0], [{}, 0],
  ])('of a range, %s, becomes %s', (value, read) => {
    expect(readSetting(CAPTURE_SETTINGS.beauty, value)).toBe(read)
  })

  it('of a range in tenths is a clean tenth', () => {
    expect([0.30000000000000004, 0.72, 2].map(value => readSetting(CAPTURE_SETTINGS.eyeBigness, value)))
      .toEqual([0.3, 0.7, 1])
  })

  it('of a choice is one of the options, including numeric options', () => {
    expect(['blues', 'BLUES', 0].map(value => readSetting(CAPTURE_SETTINGS.filter, value)))
      .toEqual(['blues', 'standard', 'standard'])
    expect([4, 5, '4', 11].map(value => readSetting(CAPTURE_SETTINGS.voiceChangerType, value))).toEqual([4, 0, 0, 11])
    expect([-90, 180].map(value => readSetting(PLAYBACK_SETTINGS.fullScreenDirection, value))).toEqual([-90, 'auto'])
  })

  it('of a switch is a boolean and never a string', () => {
    expect([true, false, 'false', 0].map(value => readSetting(CAPTURE_SETTINGS.autoFocus, value)))
      .toEqual([true, false, true, true])
  })
})

function isAllowed(table: SettingsTable, settings: Record<string, unknown>): boolean {
  return Object.entries(table).every(([name, spec]) => {
    const value = settings[name]
    switch (spec.kind) {
      case 'flag': return typeof value === 'boolean'
      case 'range': return typeof value === 'number' && value >= spec.min && value <= spec.max
      case 'choice': return spec.options.some(option => option === value)
    }
  })
}

test.each<[string, SettingsTable, (stored: unknown) => Record<string, unknown>]>([
  ['capture', CAPTURE_SETTINGS, readCaptureSettings], ['playback', PLAYBACK_SETTINGS, readPlaybackSettings],
])('any stored value gives complete and valid %s settings', (_, table, read) => {
  const names = fc.constantFrom(...Object.keys(table), 'other', '__proto__', 'toString')
  fc.assert(fc.property(fc.oneof(fc.anything(), fc.dictionary(names, fc.anything())), stored => {
    const settings = read(stored)
    expect(Object.keys(settings)).toEqual(Object.keys(table))
    expect(isAllowed(table, settings)).toBe(true)
    expect(read(JSON.parse(JSON.stringify(settings)))).toEqual(settings)
  }))
})
