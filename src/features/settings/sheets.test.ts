import '../../../tests/support/client/fake-server'
import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, test } from 'vitest'
import { setLanguage } from '@/i18n'
import { SINCE } from '@/platform/capabilities/table'
import type { Capability } from '@/platform/capabilities/table'
import {
  CAPTURE_GROUPS, CAPTURE_SETTINGS, captureCapability, readCaptureSettings,
} from '@/features/pusher/rules/capture-settings'
import type { CaptureSettingName } from '@/features/pusher/rules/capture-settings'
import {
  PLAYBACK_GROUPS, PLAYBACK_SETTINGS, playbackCapability, readPlaybackSettings,
} from '@/features/player/rules/playback-settings'
import type { PlaybackSettingName } from '@/features/player/rules/playback-settings'
import type { SettingSpec } from './rules/settings-table'
import CaptureSheet from '@/features/pusher/capture-sheet.vue'
import PlaybackSheet from '@/features/player/playback-sheet.vue'
import { captureRows } from '@/features/pusher/capture-rows'
import { playbackRows } from '@/features/player/playback-rows'
import { toValue } from './setting-rows'
import * as pusherTexts from '@/features/pusher/messages'
import * as playerTexts from '@/features/player/messages'

const everything = () => true
const capture = readCaptureSettings({ beauty: 3, customEffect: true, zoom: true })
const playback = readPlaybackSettings(undefined)
const upright = { can: everything, device: 'vertical' } as const
const names = (rows: readonly { name: string }[]) => rows.map(({ name }) => name)
const captureRow = (
  name: CaptureSettingName, settings = capture, options: Parameters<typeof captureRows>[2] = upright,
) => captureRows([name], settings, options)[0]

afterEach(() => setLanguage('zh'))

describe('rows of a sheet', () => {
  it('include only settings that the platform supports', () => {
    const can = (capability: Capability) =>
      !['pusher.beautyStyle', 'pusher.setMICVolume', 'pusher.maxBitrate'].includes(capability)
    expect(
      names(captureRows(['beauty', 'beautyStyle', 'microphoneVolume', 'isAdaptive'], capture, { ...upright, can })),
    ).toEqual(['beauty'])
    expect(names(playbackRows(PLAYBACK_GROUPS.more, playback, capability => capability === 'player.enableCasting')))
      .toEqual(['enableCasting'])
  })

  it('include only settings with an effect', () => {
    expect(captureRow('beautyStyle', { ...capture, beauty: 0 })).toBeUndefined()
    expect(names(playbackRows(['floatingSide'], { ...playback, floatingWindow: false }, everything))).toEqual([])
  })

  it('show the value as text', () => {
    const textOf = (name: CaptureSettingName, value: number) => {
      const row = captureRow(name, { ...capture, [name]: value })
      return row?.kind === 'range' ? row.valueText : undefined
    }
    expect([
      textOf('fps', 0), textOf('fps', 24), textOf('beauty', 0), textOf('beauty', 5), textOf('microphoneVolume', 0.7),
      textOf('zoomFactor', 2.5),
    ])
      .toEqual(['自动', '24 帧/秒', '关', '5', '70%', '2.5 倍'])
  })

  it('show the hint of the chosen option', () => {
    expect(captureRow('profile')?.hint).toBe('日常上课；45 分钟最多约 437 MB')
    expect(captureRow('aspect', { ...capture, aspect: '3:4' }, { ...upright, device: 'horizontal' })?.hint)
      .toBe('学生看到 4:3 的画面')
    expect(captureRow('orientation', { ...capture, orientation: 'horizontal' })?.hint).toBe('手机锁定竖屏时，横屏画面会被裁切')
    expect(captureRow('orientation')?.hint).toBeUndefined()
    expect(playbackRows(['latency'], { ...playback, latency: 'smooth' }, everything)[0]?.hint).toBe('网络差也不易卡顿，会晚几秒')
  })

  it('limit zoom to the camera\'s range, and omit it without one', () => {
    expect(captureRow('zoomFactor', capture, { ...upright, maxZoom: 4 })).toMatchObject({ min: 1, max: 4 })
    expect(captureRow('zoomFactor', capture, { ...upright, maxZoom: 1 })).toBeUndefined()
  })

  it('return numbers for numeric options', () => {
    expect([
      toValue(CAPTURE_SETTINGS.voiceChangerType, '11'), toValue(PLAYBACK_SETTINGS.fullScreenDirection, '-90'),
      toValue(CAPTURE_SETTINGS.filter, 'pink'),
    ])
      .toEqual([11, -90, 'pink'])
    expect([
      toValue(CAPTURE_SETTINGS.voiceChangerType, '5'), toValue(CAPTURE_SETTINGS.beauty, 4),
      toValue(CAPTURE_SETTINGS.autoFocus, false),
    ]).toEqual([0, 4, false])
  })
})

type Table = Record<string, { label: string, options?: Record<string, string> }>
test.each([
  ['zh', 'pusher', CAPTURE_SETTINGS], ['en', 'pusher', CAPTURE_SETTINGS], ['zh', 'player', PLAYBACK_SETTINGS],
  ['en', 'player', PLAYBACK_SETTINGS],
] as const)('%s has texts for every setting of the %s and each option', (language, part, table) => {
  const texts: Table = (part === 'pusher' ? pusherTexts : playerTexts)[language].settings
  for (const [name, spec] of Object.entries<SettingSpec>(table)) {
    expect(texts[name]?.label, name).toBeTruthy()
    if (spec.kind === 'choice') {
      expect(Object.keys(texts[name]?.options ?? {}).sort(), name).toEqual(spec.options.map(String).sort())
    }
  }
})

test('every setting needs a capability with a known base library version, and none is dead', () => {
  const needed = [
    ...(Object.keys(CAPTURE_SETTINGS) as CaptureSettingName[]).map(captureCapability),
    ...(Object.keys(PLAYBACK_SETTINGS) as PlaybackSettingName[]).map(playbackCapability),
  ]
  expect(needed.filter(capability => !/^\d/.test(SINCE.get(capability) ?? ''))).toEqual([])
})

describe('the teacher\'s sheet', () => {
  const open = (props: Partial<InstanceType<typeof CaptureSheet>['$props']> = {}) =>
    mount(CaptureSheet, {
      props: { open: true, settings: capture, can: everything, device: 'vertical', torchOn: false, ...props },
    })

  it('shows one group at a time', async () => {
    const sheet = open()
    expect(sheet.find('[data-testid=setting-devicePosition]').exists()).toBe(true)
    expect(sheet.find('[data-testid=setting-beauty]').exists()).toBe(false)
    await sheet.findAll('[role=tab]')[1]?.trigger('tap')
    expect(sheet.find('[data-testid=setting-beauty]').exists()).toBe(true)
    expect(sheet.find('[data-testid=setting-devicePosition]').exists()).toBe(false)
  })

  it('has no tab for a group without supported settings', () => {
    const sheet = open({
      can: capability => CAPTURE_GROUPS.picture.some(name => capability === captureCapability(name)),
    })
    expect(sheet.findAll('[role=tab]').map(tab => tab.text())).toEqual(['画面'])
  })

  it('emits a change with the table\'s own values', async () => {
    const sheet = open()
    await sheet.get('[data-testid=setting-devicePosition]').findAll('[role=radio]')[1]?.trigger('tap')
    expect(sheet.emitted('change')).toEqual([['devicePosition', 'back']])
  })

  it('has a torch for the back camera only', () => {
    expect(open().find('[data-testid=setting-torch]').exists()).toBe(false)
    expect(open({ settings: { ...capture, devicePosition: 'back' } }).find('[data-testid=setting-torch]').exists())
      .toBe(true)
  })

  it('warns of a phone that ignores the limit', () => {
    expect(open().text()).not.toContain('码率上限')
    expect(open({ limitIgnored: true }).text()).toContain('码率上限')
  })
})

describe('the student\'s sheet', () => {
  const open = (props: Partial<InstanceType<typeof PlaybackSheet>['$props']> = {}) =>
    mount(PlaybackSheet, {
      props: { open: true, settings: playback, can: everything, mode: 'live', casting: 'off', ...props },
    })

  it('offers four latency presets, but not in a call', () => {
    expect(open().get('[data-testid=setting-latency]').findAll('[role=radio]').map(option => option.text()))
      .toEqual(['自动', '低延迟', '均衡', '流畅'])
    expect(open({ mode: 'RTC' }).find('[data-testid=setting-latency]').exists()).toBe(false)
  })

  it('shows `debug` only after a tap on support', async () => {
    const sheet = open()
    expect(sheet.find('[data-testid=setting-debug]').exists()).toBe(false)
    await sheet.get('[data-testid=show-support]').trigger('tap')
    expect(sheet.find('[data-testid=setting-debug]').exists()).toBe(true)
    expect(open({ can: capability => capability !== 'player.debug' }).find('[data-testid=show-support]').exists())
      .toBe(false)
  })

  it('has no group without a row', () => {
    expect(open({ can: capability => capability === 'player.objectFit' }).findAll('[role=group]')).toHaveLength(1)
  })

  it('shows casting commands while casting is enabled or active', async () => {
    const commands = (props: Parameters<typeof open>[0]) =>
      open(props).find('[data-testid=casting]').findAll('[role=button]').map(button => button.attributes('data-testid'))
    expect(open().find('[data-testid=casting]').exists()).toBe(false)
    const settings = { ...playback, enableCasting: true }
    expect(commands({ settings })).toEqual(['startCasting'])
    expect(commands({ settings, casting: 'interrupted' })).toEqual(['reconnectCasting', 'exitCasting'])
    expect(commands({ casting: 'casting' })).toEqual(['switchCasting', 'exitCasting'])
    expect(open({ settings, can: capability => capability !== 'casting' }).find('[data-testid=casting]').exists())
      .toBe(false)
    const sheet = open({ casting: 'casting' })
    await sheet.get('[data-testid=exitCasting]').trigger('tap')
    expect(sheet.emitted('cast')).toEqual([['exitCasting']])
  })
})
