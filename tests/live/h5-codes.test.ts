import { execFile } from 'node:child_process'
import { copyFileSync, rmSync } from 'node:fs'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toPlayerEvent } from '../../src/live/player-events'
import { toPusherEvent } from '../../src/live/pusher-events'
import { launchChromium } from '../e2e/harness/browser'
import { makeFakeDevices } from '../e2e/harness/clips'
import { ShapedNetwork } from '../e2e/harness/shaped-network'
import { openBareBrowser } from './h5-codes/bare-browser'
import { endOwnService } from './h5-codes/processes'
import { comparable, readRecordedCodes } from './h5-codes/recorded'
import { EXPIRED, startTwinHost } from './h5-codes/twin-host'
import type { TwinHost } from './h5-codes/twin-host'
import './h5-codes/twins'

const run = promisify(execFile)
const QUIET_DB = -60
const LOUD_DB = -20

const RECORDED = readRecordedCodes()
const recorded = (name: string): number[] => RECORDED.get(name)?.codes ?? []
const provoked = new Set<string>()

/** One twin in a page and a network of its own. */
interface Twin {
  page: Page
  network: ShapedNetwork
  codes: () => Promise<number[]>
  /** Resolves once the code was reported so often. */
  reports: (code: number, times?: number) => Promise<void>
  urlOf: (stream: string) => string
  close: () => Promise<void>
}

let host: TwinHost
let browser: Browser
const devices = makeFakeDevices()

beforeAll(async () => {
  host = await startTwinHost()
  browser = await launchChromium({ devices })
})
afterAll(async () => {
  await browser.close()
  await host.close()
})

async function openTwin({ at = host, by = browser, permissions = ['camera', 'microphone'] }: { at?: TwinHost, by?: Browser, permissions?: string[] } = {}): Promise<Twin> {
  const network = await ShapedNetwork.before(at.url)
  const context = await by.newContext({ permissions })
  const page = await context.newPage()
  await page.goto(network.url)
  await page.waitForFunction(() => 'twins' in window)
  const codes = () => page.evaluate(() => window.twins.codes)
  return {
    page, network, codes,
    reports: async (code, times = 1) => {
      await expect.poll(async () => (await codes()).filter(it => it === code).length, { timeout: 40_000 }).toBeGreaterThanOrEqual(times)
    },
    urlOf: stream => `ws://127.0.0.1:${network.port}/live/${stream}.flv`,
    async close() {
      await context.close()
      await network.close()
    },
  }
}

async function startPusher(stream: string, options?: Parameters<typeof openTwin>[0]): Promise<Twin> {
  const twin = await openTwin(options)
  await twin.page.evaluate(() => window.twins.preview())
  await twin.reports(1007)
  await twin.page.evaluate(url => window.twins.push(url), twin.urlOf(stream))
  if (stream !== EXPIRED) await twin.reports(1002)
  return twin
}

async function startPlayer(stream: string, options?: Parameters<typeof openTwin>[0]): Promise<Twin> {
  const twin = await openTwin(options)
  await twin.page.evaluate(url => window.twins.play(url), twin.urlOf(stream))
  return twin
}

async function watching(stream: string, options?: Parameters<typeof openTwin>[0]): Promise<Twin> {
  const twin = await startPlayer(stream, options)
  await Promise.all([twin.reports(2004), twin.reports(2032)])
  return twin
}

/** What the twin reports must be what was recorded for the cause. */
async function reportsAsRecorded(name: string, twin: Twin): Promise<void> {
  provoked.add(name)
  const codes = recorded(name)
  expect(comparable(await twin.codes(), codes)).toEqual(comparable(codes, codes))
  await twin.close()
}

/** The same where a network decides how often and in which order. */
async function reportsAnyOf(name: string, twin: Twin): Promise<void> {
  provoked.add(name)
  const codes = recorded(name)
  expect(new Set(comparable(await twin.codes(), codes))).toEqual(new Set(codes))
  await twin.close()
}

const stays = (seconds: number) => new Promise(done => setTimeout(done, seconds * 1000))

describe.concurrent('the pusher\'s twin', () => {
  it('starts', async () => {
    await reportsAsRecorded('pusher-starts', await startPusher('starts'))
  })

  it('loses its network for good', async () => {
    const twin = await startPusher('gone')
    twin.network.cut()
    await twin.reports(-1307)
    await reportsAsRecorded('pusher-network-gone', twin)
  })

  it('loses one connection', async () => {
    const twin = await startPusher('reset')
    twin.network.reset()
    await twin.reports(1002, 2)
    await reportsAsRecorded('pusher-network-reset', twin)
  })

  it('is in a network that went silent', async () => {
    const twin = await startPusher('silent')
    await stays(1.5)
    twin.network.freeze()
    await twin.reports(3005)
    twin.network.thaw()
    await twin.reports(1002, 2)
    await reportsAsRecorded('pusher-network-silent', twin)
  })

  it('has an uplink that is too slow', async () => {
    const twin = await startPusher('slow')
    await stays(1.5)
    twin.network.throttle({ upKbps: 60 })
    await Promise.all([twin.reports(1101), twin.reports(1006)])
    await reportsAnyOf('pusher-network-slow', twin)
  })

  it('hears that the server stops', async () => {
    const at = await startTwinHost()
    const twin = await startPusher('stops', { at })
    await at.close()
    await twin.reports(-1307)
    await reportsAsRecorded('pusher-server-stops', twin)
  })

  it('hears that the class is over', async () => {
    const twin = await startPusher('over')
    host.relay.closeStream('over')
    await twin.reports(-1307)
    await reportsAsRecorded('pusher-stream-over', twin)
  })

  it('is cut off', async () => {
    const twin = await startPusher('kicked')
    host.relay.dropPublisher('kicked', 'kicked')
    await twin.reports(-1307)
    await reportsAsRecorded('pusher-kicked', twin)
  })

  it('is replaced by another device', async () => {
    const twin = await startPusher('replaced')
    const other = await startPusher('replaced')
    await twin.reports(-1307)
    await reportsAsRecorded('pusher-taken-over', twin)
    await other.close()
  })

  it('is refused', async () => {
    const twin = await startPusher(EXPIRED)
    await twin.reports(-1307)
    await reportsAsRecorded('pusher-url-refused', twin)
  })

  it('may not use the camera', async () => {
    const twin = await openTwin({ permissions: [] })
    await twin.page.evaluate(() => window.twins.preview())
    await reportsAsRecorded('pusher-camera-denied', twin)
  })

  it('may not use the microphone', async () => {
    const twin = await openTwin({ permissions: ['camera'] })
    await twin.page.evaluate(() => window.twins.preview())
    await reportsAsRecorded('pusher-microphone-denied', twin)
  })
})

describe('the pusher\'s camera', () => {
  it('cannot be started', async () => {
    const by = await launchChromium({ devices: { ...devices, video: `${devices.video}.missing` } })
    const twin = await openTwin({ by })
    await twin.page.evaluate(() => window.twins.preview())
    await reportsAsRecorded('pusher-camera-busy', twin)
    await by.close()
  })

  it('is lost in mid-class, which goes on without it, and comes back', async () => {
    const video = `${devices.video}.cable`
    copyFileSync(devices.video, video)
    const by = await launchChromium({ devices: { ...devices, video } })
    const twin = await startPusher('camera', { by })
    rmSync(video)
    expect(endOwnService('video_capture.mojom.VideoCaptureService')).toBeGreaterThan(0)
    await twin.reports(-1301)
    await stays(1)
    expect(host.relay.isPublishing('camera')).toBe(true)
    copyFileSync(devices.video, video)
    await twin.reports(1003, 2)
    await reportsAsRecorded('pusher-camera-lost', twin)
    await by.close()
  })
})

describe('the pusher\'s microphone', () => {
  /** The loudest sample of two seconds, dB. */
  async function loudestDb(stream: string): Promise<number> {
    const { stderr } = await run('ffmpeg', ['-hide_banner', '-i', `${host.url}/live/${stream}.flv`, '-t', '2', '-af', 'volumedetect', '-vn', '-f', 'null', '-'], { timeout: 30_000 })
    return Number(/max_volume: (-?[\d.]+) dB/.exec(stderr)?.[1])
  }

  it('is lost in mid-class, which goes on without it, and comes back', async () => {
    const twin = await startPusher('microphone')
    const cdp = await twin.page.context().newCDPSession(twin.page)
    const { targetInfo: { browserContextId = '' } } = await cdp.send('Target.getTargetInfo')
    const set = (setting: 'granted' | 'denied') =>
      cdp.send('Browser.setPermission', { permission: { name: 'microphone' }, setting, origin: twin.network.url, browserContextId })
    await set('denied')
    await twin.reports(-1302)
    expect(await loudestDb('microphone')).toBeLessThan(QUIET_DB)
    await set('granted')
    await expect.poll(() => loudestDb('microphone'), { timeout: 40_000 }).toBeGreaterThan(LOUD_DB)
    await reportsAsRecorded('pusher-microphone-lost', twin)
  })
})

describe('the pusher\'s tab', () => {
  it('is put behind another one, and the class goes on', async () => {
    const desk = await openBareBrowser(devices)
    const tab = await desk.openTab(host.url)
    const codes = async () => await tab.evaluate('window.twins?.codes ?? []') as number[]
    await expect.poll(() => tab.evaluate('"twins" in window'), { timeout: 20_000 }).toBe(true)
    await tab.evaluate('twins.preview()')
    await expect.poll(codes, { timeout: 20_000 }).toContain(1007)
    await tab.evaluate(`twins.push(${JSON.stringify(`${host.url.replace('http', 'ws')}/live/hidden.flv`)})`)
    await expect.poll(codes, { timeout: 20_000 }).toContain(1002)

    await desk.openTab('about:blank')
    await expect.poll(() => tab.evaluate('document.hidden')).toBe(true)
    const bytesIn = () => host.relay.stats().find(({ stream }) => stream === 'hidden')?.bytesIn ?? 0
    const before = bytesIn()
    await stays(4)
    expect(bytesIn()).toBeGreaterThan(before)
    const recordedCodes = recorded('pusher-tab-hidden')
    provoked.add('pusher-tab-hidden')
    expect(comparable(await codes(), recordedCodes)).toEqual(recordedCodes)
    await desk.close()
  })
})

describe.concurrent('the player\'s twin', () => {
  let source: Twin
  beforeAll(async () => {
    source = await startPusher('source')
  })
  afterAll(() => source.close())

  it('starts', async () => {
    await reportsAsRecorded('player-starts', await watching('source'))
  })

  it('loses its network for good', async () => {
    const twin = await watching('source')
    twin.network.cut()
    await twin.reports(-2301)
    await reportsAsRecorded('player-network-gone', twin)
  })

  it('loses one connection', async () => {
    const twin = await watching('source')
    twin.network.reset()
    await Promise.all([twin.reports(2004, 2), twin.reports(2032, 2)])
    await reportsAsRecorded('player-network-reset', twin)
  })

  it('is in a network that went silent', async () => {
    const twin = await watching('source')
    twin.network.freeze()
    await twin.reports(3005)
    twin.network.thaw()
    await Promise.all([twin.reports(2004, 2), twin.reports(2032, 2)])
    await reportsAsRecorded('player-network-silent', twin)
  })

  it('has a downlink that is too slow', async () => {
    const twin = await watching('source')
    await stays(1.5)
    twin.network.throttle({ downKbps: 30 })
    await Promise.all([twin.reports(2104), twin.reports(2007, 2)])
    twin.network.heal()
    await twin.reports(2004, 2)
    await reportsAnyOf('player-network-slow', twin)
  })

  it('hears that the server stops', async () => {
    const at = await startTwinHost()
    const teacher = await startPusher('stops', { at })
    const twin = await watching('stops', { at })
    await at.close()
    await twin.reports(-2301)
    await reportsAsRecorded('player-server-stops', twin)
    await teacher.close()
  })

  it('hears that the class is over', async () => {
    const teacher = await startPusher('ends')
    const twin = await watching('ends')
    host.relay.closeStream('ends')
    await twin.reports(-2301)
    await reportsAsRecorded('player-stream-over', twin)
    await teacher.close()
  })

  it('waits for a teacher who does not come back', async () => {
    const teacher = await startPusher('away')
    const twin = await watching('away')
    await teacher.close()
    await twin.reports(-2301)
    await reportsAsRecorded('player-teacher-away', twin)
  })

  it('finds nobody', async () => {
    const twin = await startPlayer('nobody')
    await twin.reports(-2301)
    await reportsAsRecorded('player-nobody-publishes', twin)
  })

  it('is refused', async () => {
    const twin = await startPlayer(EXPIRED)
    await twin.reports(-2301)
    await reportsAsRecorded('player-url-refused', twin)
  })
})

describe('the records', () => {
  it('were all provoked, and each is named as its file', () => {
    expect([...provoked].sort()).toEqual([...RECORDED.keys()].sort())
    for (const [file, { name, component }] of RECORDED) {
      expect(name).toBe(file)
      expect(name.startsWith(component)).toBe(true)
    }
  })

  it('have only codes that WeChat\'s component has', () => {
    for (const { component, codes, name } of RECORDED.values()) {
      const unknown = codes.filter(code => (component === 'pusher' ? toPusherEvent(code) : toPlayerEvent(code)) === undefined)
      expect(unknown, name).toEqual([])
    }
  })

  it('never end a stream with 2006, which FLV does not have', () => {
    for (const { codes } of RECORDED.values()) expect(codes).not.toContain(2006)
  })
})
