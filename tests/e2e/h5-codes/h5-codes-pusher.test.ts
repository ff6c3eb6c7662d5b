import { execFile } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { toPusherEvent } from '../../../src/features/codes/pusher-events'
import { launchChromium } from '../../support/browser/browser'
import { openBareBrowser } from './bare-browser'
import { useTwinPlace } from './place'
import { endOwnService } from './processes'
import { Records, comparable } from './recorded'
import { openTwin, startPusher, waitSeconds } from './twin'
import { EXPIRED, startTwinHost } from './twin-host'

const run = promisify(execFile)
const QUIET_DB = -60
const LOUD_DB = -20
const RECORDS = new Records('pusher')
const { devices, here } = useTwinPlace()

describe('the pusher\'s twin reports the recorded codes when it', () => {
  it('starts', async () => {
    await RECORDS.equal('pusher-starts', await startPusher('starts', here()))
  })

  it('loses its network for good', async () => {
    const twin = await startPusher('gone', here())
    twin.network.cut()
    await twin.reports(-1307)
    await RECORDS.equal('pusher-network-gone', twin)
  })

  it('loses one connection', async () => {
    const twin = await startPusher('reset', here())
    twin.network.reset()
    await twin.reports(1002, 2)
    await RECORDS.equal('pusher-network-reset', twin)
  })

  it('has a network that became silent', async () => {
    const twin = await startPusher('silent', here())
    await waitSeconds(1.5)
    twin.network.freeze()
    await twin.reports(3005)
    twin.network.thaw()
    await twin.reports(1002, 2)
    await RECORDS.equal('pusher-network-silent', twin)
  })

  it('has a slow uplink', async () => {
    const twin = await startPusher('slow', here())
    await waitSeconds(1.5)
    twin.network.throttle({ upKbps: 60 })
    await Promise.all([twin.reports(1101), twin.reports(1006)])
    await RECORDS.equalInAnyOrder('pusher-network-slow', twin)
  })

  it('loses its server', async () => {
    const at = await startTwinHost()
    const twin = await startPusher('stops', { ...here(), host: at })
    await at.close()
    await twin.reports(-1307)
    await RECORDS.equal('pusher-server-stops', twin)
  })

  it('reaches the end of the class', async () => {
    const twin = await startPusher('over', here())
    here().host.relay.closeStream('over')
    await twin.reports(-1307)
    await RECORDS.equal('pusher-stream-over', twin)
  })

  it('is dropped by the relay', async () => {
    const twin = await startPusher('kicked', here())
    here().host.relay.dropPublisher('kicked', 'kicked')
    await twin.reports(-1307)
    await RECORDS.equal('pusher-kicked', twin)
  })

  it('is replaced by another device', async () => {
    const twin = await startPusher('replaced', here())
    const other = await startPusher('replaced', here())
    await twin.reports(-1307)
    await RECORDS.equal('pusher-taken-over', twin)
    await other.close()
  })

  it('has a refused URL', async () => {
    const twin = await startPusher(EXPIRED, here())
    await twin.reports(-1307)
    await RECORDS.equal('pusher-url-refused', twin)
  })

  it('has no permission for the camera', async () => {
    const twin = await openTwin({ ...here(), permissions: [] })
    await twin.page.evaluate(() => window.twins.preview())
    await RECORDS.equal('pusher-camera-denied', twin)
  })

  it('has no permission for the microphone', async () => {
    const twin = await openTwin({ ...here(), permissions: ['camera'] })
    await twin.page.evaluate(() => window.twins.preview())
    await RECORDS.equal('pusher-microphone-denied', twin)
  })
})

describe('the pusher\'s camera', () => {
  it('reports the recorded codes when it cannot start', async () => {
    const by = await launchChromium({ devices: { ...devices, video: `${devices.video}.missing` } })
    const twin = await openTwin({ ...here(), browser: by })
    await twin.page.evaluate(() => window.twins.preview())
    await RECORDS.equal('pusher-camera-busy', twin)
    await by.close()
  })
})

describe.concurrent('the pusher\'s microphone', () => {
  /** The loudest sample of two seconds, dB. */
  async function loudestDb(stream: string): Promise<number> {
    const { stderr } = await run('ffmpeg', [
      '-hide_banner', '-i', `${here().host.url}/live/${stream}.flv`,
      '-t', '2', '-af', 'volumedetect', '-vn', '-f', 'null', '-',
    ], { timeout: 30_000 })
    return Number(/max_volume: (-?[\d.]+) dB/.exec(stderr)?.[1])
  }

  it('is lost and comes back while the class goes on', async ({ expect }) => {
    const twin = await startPusher('microphone', here())
    const cdp = await twin.page.context().newCDPSession(twin.page)
    const { targetInfo: { browserContextId = '' } } = await cdp.send('Target.getTargetInfo')
    const set = (setting: 'granted' | 'denied') => cdp.send('Browser.setPermission', {
      permission: { name: 'microphone' }, setting, origin: twin.network.url, browserContextId,
    })
    await set('denied')
    await twin.reports(-1302)
    // A new viewer also receives the seconds before the change.
    await expect.poll(() => loudestDb('microphone'), { timeout: 40_000 }).toBeLessThan(QUIET_DB)
    await set('granted')
    await expect.poll(() => loudestDb('microphone'), { timeout: 40_000 }).toBeGreaterThan(LOUD_DB)
    await RECORDS.equal('pusher-microphone-lost', twin)
  })
})

describe.concurrent('the pusher\'s tab', () => {
  it('keeps sending behind another tab', async ({ expect }) => {
    const { host } = here()
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
    await waitSeconds(4)
    expect(bytesIn()).toBeGreaterThan(before)
    const recordedCodes = RECORDS.take('pusher-tab-hidden')
    expect(comparable(await codes(), recordedCodes)).toEqual(recordedCodes)
    await desk.close()
  })
})

// Runs alone after the others: it ends the process that provides the camera to every browser of this file.
describe('the pusher\'s camera during a class', () => {
  it('is lost and comes back while the class goes on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kaike-camera-'))
    // Chromium chooses the format by the file extension.
    const video = join(folder, 'camera.y4m')
    copyFileSync(devices.video, video)
    const by = await launchChromium({ devices: { ...devices, video } })
    const twin = await startPusher('camera', { ...here(), browser: by })
    rmSync(video)
    expect(endOwnService('video_capture.mojom.VideoCaptureService')).toBeGreaterThan(0)
    await twin.reports(-1301)
    await waitSeconds(1)
    expect(here().host.relay.isPublishing('camera')).toBe(true)
    copyFileSync(devices.video, video)
    await twin.reports(1003, 2)
    await RECORDS.equal('pusher-camera-lost', twin)
    await by.close()
    rmSync(folder, { recursive: true })
  })
})

describe('the records of the pusher', () => {
  it('are all covered by a test', () => {
    expect(RECORDS.provokedNames).toEqual(RECORDS.names)
  })

  it('contain only codes of WeChat\'s component', () => {
    for (const { codes, name } of RECORDS.all) {
      expect(codes.filter(code => toPusherEvent(code) === undefined), name).toEqual([])
    }
  })
})
