/**
 * Measures the glass-to-glass latency from the teacher's camera to the student's screen, and the time to first picture.
 *
 * Two Chromium processes run the app's pusher and player against the app's relay. The camera is a canvas with a painted
 * millisecond clock. The student's page reads the clock from every shown picture (`requestVideoFrameCallback`), so the
 * figure includes capture, encoding, relay, cache, decoding and painting. "Frozen" sends the stream through a TCP proxy
 * that blocks for 2.5 s every 15 s; it measures the three caches in parallel, "clean" one after the other.
 *
 * `npm run bench:latency [-- --quick] [--json]`: about 4 minutes, with `--quick` less than one. With `--json` the last
 * line is one JSON object. A missed target is reported and does not fail the run.
 */
import type { Browser } from 'playwright-core'
import { ShapedNetwork } from '../support/browser/shaped-network'
import { launchWithFakeDevices, openPage, startPush } from './latency/browsers'
import { percentile, toFigures } from './latency/figures'
import { startHost } from './latency/host'
import { toTables, toTargets } from './latency/report'
import type { JoinResult, LatencyResult } from './latency/report'
import { describeMachine } from './report'

const isQuick = process.argv.includes('--quick')
const isJson = process.argv.includes('--json')

/** [min, max] seconds: the guide's two settings, and the setting for questions and answers. */
const CACHES = [[0.3, 1], [1, 3], [3, 5]] as const
const FREEZE = { everyMs: 15_000, forMs: 2500 }
const WARM_UP_MS = 3000
const CLEAN_MS = isQuick ? 5000 : 25_000
/** Contains four freezes. */
const FROZEN_MS = 60_000
const JOINS = isQuick ? 5 : 20
const PUSH = { fps: 20, maxBitrate: 800, enableCamera: true, enableMic: true }

async function measure(
  browser: Browser,
  ports: { page: number, media: number },
  [minCacheSeconds, maxCacheSeconds]: readonly [number, number],
  network: LatencyResult['network'],
): Promise<LatencyResult> {
  const page = await openPage(browser, `http://127.0.0.1:${ports.page}/player`)
  const spans = { warmUpMs: WARM_UP_MS, measureMs: network === 'clean' ? CLEAN_MS : FROZEN_MS }
  const src = `ws://127.0.0.1:${ports.media}/live/bench.flv`
  const watch = await page.evaluate(
    ([url, cache, times]) => window.page.watch(url, cache, times),
    [src, [minCacheSeconds, maxCacheSeconds], spans] as const,
  )
  await page.close()
  return { network, minCacheSeconds, maxCacheSeconds, ...toFigures(watch) }
}

async function measureFrozen(browser: Browser, port: number): Promise<LatencyResult[]> {
  const network = await ShapedNetwork.before(`http://127.0.0.1:${port}`)
  const rhythm = setInterval(() => {
    network.freeze()
    setTimeout(() => network.thaw(), FREEZE.forMs)
  }, FREEZE.everyMs)
  try {
    const ports = { page: port, media: network.port }
    return await Promise.all(CACHES.map(cache => measure(browser, ports, cache, 'frozen')))
  } finally {
    clearInterval(rhythm)
    await network.close()
  }
}

async function measureJoins(browser: Browser, port: number): Promise<JoinResult> {
  const page = await openPage(browser, `http://127.0.0.1:${port}/player`)
  const elapsedMs: number[] = []
  for (let join = 0; join < JOINS; join += 1) {
    elapsedMs.push(await page.evaluate(src => window.page.join(src), `ws://127.0.0.1:${port}/live/bench.flv`))
    // Distribute the joins over the keyframe interval.
    await page.waitForTimeout(300 + (join * 370) % 1000)
  }
  await page.close()
  return { joins: JOINS, p50Ms: percentile(elapsedMs, 0.5), p95Ms: percentile(elapsedMs, 0.95) }
}

const host = await startHost()
const teacher = await launchWithFakeDevices()
const student = await launchWithFakeDevices()
try {
  const machine = describeMachine(teacher.version())
  console.log(`${machine.cores} cores, load ${machine.loadAverage}, node ${machine.node}, `
    + `Chromium ${machine.chromium}; ${PUSH.fps} pictures a second at ${PUSH.maxBitrate} kbps`)
  const pusherPage = await openPage(teacher, `http://127.0.0.1:${host.port}/pusher`)
  await startPush(pusherPage, `ws://127.0.0.1:${host.port}/live/bench.flv`, PUSH)
  const results: LatencyResult[] = []
  const ports = { page: host.port, media: host.port }
  for (const cache of CACHES) results.push(await measure(student, ports, cache, 'clean'))
  const join = await measureJoins(student, host.port)
  if (!isQuick) results.push(...await measureFrozen(student, host.port))
  const targets = toTargets(results, join)
  console.log(toTables(results, join, targets))
  if (isJson) {
    console.log(JSON.stringify({ bench: 'latency', machine, results: [...results, { firstPicture: join }], targets }))
  }
} finally {
  await Promise.all([teacher.close(), student.close()])
  await host.close()
}
