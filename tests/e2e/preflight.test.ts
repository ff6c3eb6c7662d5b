import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Lesson } from '../../contract'
import { accessibilityProblems } from '../support/browser/accessibility'
import { Office } from '../support/browser/api'
import { DESKTOP, PHONE, launchChromium, signInAs } from '../support/browser/browser'
import { makeFakeDevices } from '../support/browser/clips'
import { openLesson } from '../support/browser/people'
import { ServerProcess } from '../support/browser/server-process'
import { ShapedNetwork } from '../support/browser/shaped-network'
import { shoot } from '../support/browser/shots'

const CHECKED_WITHIN_MS = 40_000
const DEVICES = ['camera', 'microphone']

/** Runs in the page: mutes the microphone until the event `unmute-now`. */
function muteMicrophone(): void {
  const { getUserMedia } = MediaDevices.prototype
  MediaDevices.prototype.getUserMedia = async function (this: MediaDevices, constraints) {
    const stream = await getUserMedia.call(this, constraints)
    const context = new AudioContext()
    const gain = context.createGain()
    const behind = context.createMediaStreamDestination()
    gain.gain.value = 0
    window.addEventListener('unmute-now', () => { gain.gain.value = 1 })
    if (stream.getAudioTracks().length === 0) return stream
    context.createMediaStreamSource(stream).connect(gain).connect(behind)
    return new MediaStream([...stream.getVideoTracks(), ...behind.stream.getAudioTracks()])
  }
}

describe('the check before class', () => {
  let server: ServerProcess
  let network: ShapedNetwork
  let lesson: Lesson
  let browser: Browser
  const pages: Page[] = []

  beforeAll(async () => {
    server = await ServerProcess.start()
    network = await ShapedNetwork.before(server.url)
    lesson = await (await Office.signIn(server)).openLesson()
    browser = await launchChromium({ devices: makeFakeDevices() })
  })
  afterEach(async () => {
    network.heal()
    await Promise.all(pages.splice(0).map(page => page.context().close()))
  })
  afterAll(async () => {
    await browser.close()
    await network.close()
    await server.dispose()
  })

  async function open(options: BrowserContextOptions, prepare?: (page: Page) => Promise<void>): Promise<Page> {
    const { page } = await signInAs(browser, network, 'teacher', { permissions: DEVICES, ...options })
    pages.push(page)
    await prepare?.(page)
    await openLesson(page, lesson.title)
    await page.getByTestId('start').click()
    return page
  }
  const becomes = (page: Page, step: string, state: string) =>
    page.locator(`[data-testid="check-${step}"][data-state="${state}"]`).waitFor({ timeout: CHECKED_WITHIN_MS })

  it.each([
    { name: 'phone-zh-light', viewport: PHONE, locale: 'zh-CN', colorScheme: 'light' },
    { name: 'desktop-en-dark', viewport: DESKTOP, locale: 'en-US', colorScheme: 'dark' },
  ] as const)('runs by itself and finds no problem: $name', async ({ name, ...device }) => {
    const page = await open({ ...device, reducedMotion: 'reduce' })
    for (const step of ['camera', 'microphone', 'sound', 'uplink']) await becomes(page, step, 'good')
    // The speed of loopback depends on the load of the machine.
    expect(await page.getByTestId('uplink').innerText()).toMatch(/(上行|Uplink) [> \d.]+ [kM]bps/)
    // The level meter shows the beeps of the fake microphone.
    const levelWidth = () => page.getByTestId('mic-level').evaluate(meter => meter.getBoundingClientRect().width)
    await expect.poll(levelWidth).toBeGreaterThan(20)
    await shoot(page, `preflight-${name}-well`)
    expect(await accessibilityProblems(page)).toEqual([])
  })

  it.each([
    { name: 'phone-en-dark', viewport: PHONE, locale: 'en-US', colorScheme: 'dark' },
    { name: 'desktop-zh-light', viewport: DESKTOP, locale: 'zh-CN', colorScheme: 'light' },
  ] as const)('names the refused devices and continues once they are allowed: $name', async ({ name, ...device }) => {
    const page = await open({ ...device, reducedMotion: 'reduce', permissions: [] })
    await page.getByTestId('capture-help').waitFor()
    await becomes(page, 'camera', 'bad')
    await shoot(page, `preflight-${name}-refused`)
    expect(await accessibilityProblems(page)).toEqual([])
    await page.context().grantPermissions(DEVICES, { origin: network.url })
    await page.getByTestId('capture-help').waitFor({ state: 'detached' })
    for (const step of ['camera', 'microphone', 'sound']) await becomes(page, step, 'good')
  })

  it('tells a refused microphone from a refused camera', async () => {
    const page = await open({ permissions: ['camera'] })
    await page.getByTestId('capture-help').getByText('没有麦克风权限').waitFor()
    await becomes(page, 'camera', 'good')
    await becomes(page, 'microphone', 'bad')
  })

  it('reports a silent microphone until it is unmuted', async () => {
    const page = await open({}, async page => {
      await page.addInitScript(muteMicrophone)
      await page.reload()
    })
    await becomes(page, 'camera', 'good')
    await becomes(page, 'sound', 'bad')
    expect(await page.getByTestId('voice-hint').innerText()).toContain('没有听到声音')
    // The class can be started without waiting for the check.
    expect(await page.getByTestId('start-class').innerText()).toContain('直接上课')
    expect(await page.getByTestId('start-class').getAttribute('aria-disabled')).toBeNull()
    await page.evaluate(() => window.dispatchEvent(new Event('unmute-now')))
    await becomes(page, 'sound', 'good')
  })

  it('adapts its advice to the uplink and reports an unreachable server', async () => {
    network.throttle({ upKbps: 900 }, 'web')
    const page = await open({})
    await becomes(page, 'uplink', 'good')
    expect(await page.getByTestId('advice').getAttribute('data-reason')).toBe('narrow')
    await shoot(page, 'preflight-phone-zh-light-slow')
    // One tap applies the advice.
    await page.getByTestId('take-advice').click()
    await page.getByTestId('take-advice').waitFor({ state: 'detached' })
    expect(await page.getByTestId('quality-SD').getAttribute('aria-checked')).toBe('true')

    network.throttle({ upKbps: 250 }, 'web')
    await page.getByTestId('retest').click()
    await becomes(page, 'uplink', 'bad')
    expect(await page.getByTestId('advice').getAttribute('data-reason')).toBe('too-narrow')

    network.heal()
    await page.getByTestId('retest').click()
    await becomes(page, 'uplink', 'good')

    network.cut('web')
    await page.getByTestId('retest').click()
    await becomes(page, 'uplink', 'bad')
    expect(await page.getByTestId('uplink').innerText()).toContain('没有测出网速')
    // The uplink is measured again without a press once the server is reachable.
    network.heal()
    await becomes(page, 'uplink', 'good')
  })
})
