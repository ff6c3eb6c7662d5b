import { uniStub } from '../../../tests/support/client/fake-server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

beforeEach(() => { vi.resetModules() })
afterEach(() => { Object.assign(uniStub, { getAppBaseInfo: undefined, getDeviceInfo: undefined }) })

/** The host is asked once per run, so each version needs fresh modules. */
async function adviceFor(SDKVersion: string, page: 'teacher' | 'student'): Promise<string> {
  Object.assign(uniStub, { getAppBaseInfo: () => ({ SDKVersion }), getDeviceInfo: () => ({ platform: 'android' }) })
  const { useUpdateAdvice } = await import('./use-update-advice')
  return useUpdateAdvice(page).value
}

it('names what an old WeChat lacks on this page', async () => {
  expect(await adviceFor('2.9.5', 'student')).toBe('请更新微信。这个版本没有：小窗')
  vi.resetModules()
  expect(await adviceFor('2.8.0', 'teacher')).toBe('请更新微信。这个版本没有：画面上的按钮、不断流的静音')
})

it('is silent on a WeChat that has everything', async () => {
  expect(await adviceFor('2.10.3', 'student')).toBe('')
  vi.resetModules()
  expect(await adviceFor('3.10.0', 'teacher')).toBe('')
})
