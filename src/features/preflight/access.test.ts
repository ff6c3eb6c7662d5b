import { afterEach, describe, expect, it, vi } from 'vitest'
import { accessPort } from './access'
import { accessPort as browserPort } from './access.h5'

interface Callbacks { success: (answer: unknown) => void, fail: () => void }

interface Phone { authSetting?: Record<string, boolean>, needsPrivacy?: boolean, system?: object, agrees?: boolean }

const asked: string[] = []
/** Stubs a phone with these settings. `agrees`: the owner's answer in each dialog. */
function stubWeChat({ authSetting = {}, needsPrivacy, system, agrees = true }: Phone): void {
  const answer = (name: string) => ({ success, fail }: Callbacks) => {
    asked.push(name)
    if (agrees) success({})
    else fail()
  }
  vi.stubGlobal('uni', {
    getSetting: ({ success }: Callbacks) => success({ authSetting }),
    authorize: (options: Callbacks & { scope: string }) => answer(options.scope)(options),
    ...(needsPrivacy !== undefined && {
      getPrivacySetting: ({ success }: Callbacks) => success({ needAuthorization: needsPrivacy }),
      requirePrivacyAuthorize: answer('privacy'),
    }),
    ...(system && { getAppAuthorizeSetting: () => system, openAppAuthorizeSetting: () => void asked.push('system') }),
  })
}
afterEach(() => {
  vi.unstubAllGlobals()
  asked.length = 0
})

describe('access in WeChat', () => {
  it('is read without a dialog', async () => {
    stubWeChat({
      authSetting: { 'scope.camera': true, 'scope.record': false },
      needsPrivacy: true,
      system: { cameraAuthorized: 'authorized', microphoneAuthorized: 'denied' },
    })
    expect(await accessPort.read())
      .toEqual({ privacy: 'needed', camera: 'granted', microphone: 'denied', system: 'off' })
    expect(asked).toEqual([])
  })

  it('leaves out settings that an old WeChat does not have', async () => {
    stubWeChat({})
    expect(await accessPort.read()).toEqual({ camera: 'unasked', microphone: 'unasked' })
    expect(accessPort.openSystem).toBeUndefined()
  })

  it('is unknown, without an error, when WeChat fails to answer', async () => {
    vi.stubGlobal('uni', {
      getSetting: ({ fail }: Callbacks) => fail(),
      getPrivacySetting: () => { throw new Error('not in this version') },
      getAppAuthorizeSetting: () => { throw new Error('not in this version') },
    })
    expect(await accessPort.read()).toEqual({ camera: 'unknown', microphone: 'unknown' })
  })

  it('is requested in the order privacy, camera, microphone, and only if undecided', async () => {
    stubWeChat({ needsPrivacy: true })
    await accessPort.ask(await accessPort.read())
    expect(asked).toEqual(['privacy', 'scope.camera', 'scope.record'])
    asked.length = 0
    stubWeChat({ needsPrivacy: false, authSetting: { 'scope.camera': false } })
    await accessPort.ask(await accessPort.read())
    expect(asked).toEqual(['scope.record'])
  })

  it('is not requested further after privacy was refused', async () => {
    stubWeChat({ needsPrivacy: true, agrees: false })
    await accessPort.ask(await accessPort.read())
    expect(asked).toEqual(['privacy'])
  })

  it('opens the privacy guide where WeChat can', () => {
    stubWeChat({})
    expect(accessPort.openPrivacyGuide).toBeUndefined()
    const openPrivacyContract = vi.fn()
    vi.stubGlobal('uni', { openPrivacyContract })
    accessPort.openPrivacyGuide?.()
    expect(openPrivacyContract).toHaveBeenCalledOnce()
    expect(browserPort.openPrivacyGuide).toBeUndefined()
  })

  it('opens the phone\'s system settings', () => {
    stubWeChat({ system: { cameraAuthorized: 'denied' } })
    accessPort.openSystem?.()
    expect(asked).toEqual(['system'])
  })
})

describe('access in a browser', () => {
  const stubPermissions = (query: (options: { name: string }) => Promise<unknown>) =>
    vi.stubGlobal('navigator', { permissions: { query } })

  it.each([
    ['prompt', 'unasked'], ['granted', 'granted'], ['denied', 'denied'],
  ])('maps the state %s to %s', async (state, permission) => {
    stubPermissions(async ({ name }) => ({ state: name === 'camera' ? state : 'granted' }))
    expect(await browserPort.read()).toEqual({ camera: permission, microphone: 'granted' })
  })

  it('is unknown if the browser does not know the permission', async () => {
    stubPermissions(() => Promise.reject(new TypeError('camera')))
    expect(await browserPort.read()).toEqual({ camera: 'unknown', microphone: 'unknown' })
    vi.stubGlobal('navigator', {})
    expect(await browserPort.read()).toEqual({ camera: 'unknown', microphone: 'unknown' })
  })

  it('reports changes until the listener is removed', async () => {
    const status = new EventTarget()
    stubPermissions(async () => status)
    const listener = vi.fn()
    const stop = browserPort.onChange(listener)
    await vi.waitFor(() => {
      status.dispatchEvent(new Event('change'))
      expect(listener).toHaveBeenCalled()
    })
    stop()
    listener.mockClear()
    status.dispatchEvent(new Event('change'))
    expect(listener).not.toHaveBeenCalled()
  })
})
