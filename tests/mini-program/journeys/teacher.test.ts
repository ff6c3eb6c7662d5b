import { beforeAll, describe, expect, it } from 'vitest'
import type { Lesson } from '../../../contract'
import { DEFAULT_OPTIONS } from '../host/options.types'
import { NO_FAULTS } from '../host/live/faults'
import { prepareClass, useSchool } from './phones'
import type { MiniProgram, StartOptions } from '../mini-program'

/** Older base libraries lack the privacy guide and the system permissions of WeChat. */
const { baseLibrary: CURRENT } = DEFAULT_OPTIONS

describe('a teacher with the mini-program', () => {
  const school = useSchool()
  let lesson: Lesson

  beforeAll(async () => {
    lesson = await school().lessonNow()
  })

  const preparing = (options: StartOptions = {}) => prepareClass(school(), lesson, options)

  it('gets from today\'s lessons to the camera', async () => {
    const phone = await school().signedIn('teacher')
    await phone.touch(`text=${lesson.title}`)
    await phone.routeBecomes('pages/lesson/lesson')
    await phone.tap('start')
    await phone.routeBecomes('pages/teacher/broadcast')
    await phone.until('the preview', async () => (await phone.host.live('pusher'))?.state === 'previewing')
    expect(await phone.host.packages()).toEqual(['', 'pages/teacher'])
    expect(await phone.host.problems()).toEqual([])
  })

  it.each([
    ['the camera', { permissions: { 'scope.camera': false } }, '没有摄像头权限'],
    ['the microphone', { permissions: { 'scope.record': false } }, '没有麦克风权限'],
    [
      'WeChat in the phone\'s settings',
      { system: { camera: false, microphone: true }, baseLibrary: CURRENT },
      '手机不允许微信使用摄像头或麦克风',
    ],
    [
      'the privacy guide',
      {
        privacy: { needsAuthorization: true, declared: undefined }, answers: { privacy: false }, baseLibrary: CURRENT,
      },
      '需要同意隐私保护指引',
    ],
  ] as const)('gets help after refusing %s', async (_, options, title) => {
    const phone = await preparing(options)
    await phone.sees(title)
    expect((await phone.host.live('pusher'))?.state).toBe('idle')
    expect(await phone.host.problems()).toEqual([])
  })

  it('gets the preview after allowing the camera in the settings', async () => {
    const phone = await preparing({
      permissions: { 'scope.camera': false }, answers: { settings: { 'scope.camera': true } },
    })
    await phone.sees('没有摄像头权限')
    await phone.touch('text=去设置')
    await phone.until('the settings', async () =>
      (await phone.host.notes()).some(({ name }) => name === 'openSetting'))
    await phone.tap('retry-capture')
    await phone.until('the preview', async () => (await phone.host.live('pusher'))?.state === 'previewing')
    expect(await phone.host.problems()).toEqual([])
  })

  it('gets a button to the phone\'s settings where the base library can open them', async () => {
    const phone = await preparing({ system: { camera: false, microphone: true }, baseLibrary: CURRENT })
    await phone.tap('open-system')
    await phone.until('the system settings', async () =>
      (await phone.host.notes()).some(({ name }) => name === 'openAppAuthorizeSetting'))
    const older = await preparing({ system: { camera: false, microphone: true }, baseLibrary: '2.25.0' })
    await older.sees('手机不允许微信使用摄像头或麦克风')
    expect(await older.front('[data-testid="open-system"]').count()).toBe(0)
  })

  it('reads the privacy guide after refusing it', async () => {
    const phone = await preparing({
      privacy: { needsAuthorization: true, declared: undefined }, answers: { privacy: false }, baseLibrary: CURRENT,
    })
    await phone.tap('open-guide')
    await phone.until('the guide', async () =>
      (await phone.host.notes()).some(({ name }) => name === 'openPrivacyContract'))
    expect(await phone.host.problems()).toEqual([])
  })

  const screens = [['phone', 375, 812], ['tablet', 768, 1024]] as const
  it.each(screens)('sees the preview above the check on a %s', async (_, width, height) => {
    const phone = await preparing({ viewport: { width, height } })
    const box = await phone.front('.setup').boundingBox()
    expect(box?.height).toBeLessThan(0.67 * height)
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeCloseTo(height, 0)
  })

  it('gets the speed of the uplink before class', async () => {
    const phone = await preparing()
    await phone.until('a result', async () =>
      await phone.front('[data-testid="check-uplink"][data-state="good"]').count() > 0)
    expect(await phone.front('[data-testid="uplink"]').innerText()).toMatch(/上行 .+ Mbps，延迟 \d+ 毫秒/)
    expect(await phone.host.problems()).toEqual([])
  })
})

/** A report of the media may get lost: the page then knows it from the statistics or from the server. */
const REPORTS: readonly [name: string, options: StartOptions][] = [
  ['with every code', {}],
  ['without 1002', { clock: 'fast', faults: { ...NO_FAULTS, withheld: [1002] } }],
]

describe.each(REPORTS)('a teacher on air %s', (_, unreliable) => {
  const school = useSchool()
  let lesson: Lesson

  beforeAll(async () => {
    lesson = await school().lessonNow()
  })

  const preparing = (options: StartOptions = {}) => prepareClass(school(), lesson, { ...unreliable, ...options })

  /** Publishes a stream to the URL that the stand-in pusher received. */
  async function pushWhatThePhoneWould(phone: MiniProgram): Promise<() => void> {
    await phone.until('a push', async () => (await phone.host.live('pusher'))?.state === 'pushing')
    const url = (await phone.host.live('pusher'))?.attributes.url
    return school().publish(String(url))
  }

  it('is told which port the school has to open, and may start anyway', async () => {
    const phone = await preparing({ tcp: 'refused', baseLibrary: CURRENT })
    await phone.until('the port', async () =>
      await phone.front('[data-testid="ingest"][data-outcome="refused"]').count() > 0)
    expect(await phone.front('[data-testid="ingest"]').innerText()).toMatch(/连不上直播端口 \d+，.+ TCP 端口 \d+/)
    expect(await phone.front('[data-testid="check-uplink"][data-state="bad"]').count()).toBe(1)
    await phone.tap('start-class')
    await pushWhatThePhoneWould(phone)
    await phone.phaseBecomes('live')
    expect(await phone.host.problems()).toEqual([])
  })

  it('resumes the class after a phone call', async () => {
    const phone = await preparing()
    await phone.tap('start-class')
    await pushWhatThePhoneWould(phone)
    await phone.phaseBecomes('live')
    await phone.host.report('pusher', 5001)
    await phone.phaseBecomes('interrupted')
    await phone.host.emit('audioInterruptionEnd')
    await phone.phaseBecomes('live')
    expect(await phone.host.problems()).toEqual([])
  })

  it('sends the component no command in the background and resumes in the foreground', async () => {
    const phone = await preparing({ clock: 'virtual' })
    await phone.tap('start-class')
    await phone.host.advance(1_000)
    await pushWhatThePhoneWould(phone)
    await phone.host.advance(1_000)
    await phone.phaseBecomes('live')
    const before = (await phone.host.live('pusher'))?.commands.length ?? 0
    await phone.host.hide()
    await phone.host.report('pusher', -1307)
    await phone.host.advance(4_000)
    expect((await phone.host.live('pusher'))?.commands).toHaveLength(before)
    await phone.host.show()
    await phone.host.advance(4_000)
    expect((await phone.host.live('pusher'))?.commands.length).toBeGreaterThan(before)
  })

  it('reconnects by itself after WeChat gave up', async () => {
    const phone = await preparing({ clock: 'fast' })
    await phone.tap('start-class')
    const stop = await pushWhatThePhoneWould(phone)
    await phone.phaseBecomes('live')
    stop()
    await phone.host.report('pusher', -1307)
    await phone.host.settle()
    expect(await phone.phase()).toBe('reconnecting')
    await pushWhatThePhoneWould(phone)
    await phone.phaseBecomes('live')
  })

  it('ends the class and stops the pusher', async () => {
    const phone = await preparing()
    await phone.tap('start-class')
    await pushWhatThePhoneWould(phone)
    await phone.phaseBecomes('live')
    await phone.tap('end-class')
    await phone.tap('confirm-end')
    await phone.phaseBecomes('ended')
    expect((await phone.host.live('pusher'))?.state ?? 'gone').not.toBe('pushing')
    expect(await phone.host.problems()).toEqual([])
  })
})
