import { beforeEach, expect, test, vi } from 'vitest'
import type { Capability } from './table'

/** Loads the modules again, so that they ask this WeChat for the first time. */
async function canUseIn(uni: object): Promise<(capability: Capability) => boolean> {
  vi.resetModules()
  vi.stubGlobal('uni', uni)
  return (await import('./capabilities')).canUse
}

const weChat = (version: unknown, platform = 'android', context: object = {}) => ({
  getAppBaseInfo: () => ({ SDKVersion: version }),
  getDeviceInfo: () => ({ platform }),
  createLivePlayerContext: () => context,
})

beforeEach(() => { vi.unstubAllGlobals() })

test('a page may show the capabilities of this WeChat', async () => {
  const canUse = await canUseIn(weChat('2.31.0'))
  expect([canUse('zoom'), canUse('floatingWindow'), canUse('casting')]).toEqual([true, true, false])
})

test('HarmonyOS has no beauty', async () => {
  const canUse = await canUseIn(weChat('3.9.0', 'ohos'))
  expect([canUse('beauty'), canUse('whiteness')]).toEqual([false, true])
})

test('floating by a tap also needs the command on the context', async () => {
  expect((await canUseIn(weChat('3.9.0')))('floatByTap')).toBe(false)
  expect((await canUseIn(weChat('3.9.0', 'ios', { requestPictureInPicture: () => {} })))('floatByTap')).toBe(true)
  expect((await canUseIn(weChat('2.10.3', 'ios', { requestPictureInPicture: () => {} })))('floatByTap')).toBe(false)
})

test.each([
  ['does not report its version', weChat(undefined)],
  ['says nonsense', weChat(3)],
  ['throws', {
    getAppBaseInfo: () => { throw new Error('denied') },
    getDeviceInfo: () => null,
    createLivePlayerContext: () => { throw new Error('denied') },
  }],
  ['has none of the interfaces', {}],
])('a WeChat that %s has the capabilities of the lowest version', async (_, uni) => {
  const canUse = await canUseIn(uni)
  expect([canUse('floatingWindow'), canUse('microphoneVolume'), canUse('zoom'), canUse('floatByTap')])
    .toEqual([true, true, false, false])
})

test('reads the single older call of a WeChat before 2.20.1', async () => {
  const canUse = await canUseIn({ getSystemInfoSync: () => ({ SDKVersion: '2.19.0', platform: 'ohos' }) })
  expect([canUse('floatingWindow'), canUse('zoom'), canUse('beauty')]).toEqual([true, false, false])
  expect((await import('../wechat/host')).weChatPlatform()).toBe('ohos')
})

test('asks WeChat once', async () => {
  const uni = weChat('2.31.0')
  const getAppBaseInfo = vi.fn(uni.getAppBaseInfo)
  const canUse = await canUseIn({ ...uni, getAppBaseInfo })
  canUse('zoom')
  canUse('fps')
  expect(getAppBaseInfo).toHaveBeenCalledTimes(1)
})
