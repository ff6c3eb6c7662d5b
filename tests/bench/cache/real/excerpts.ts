/** Runs the tuner and the two fixed caches on the app's player in Chromium, on the same stream and shaped network. */
import { launchWithFakeDevices, openPage } from '../../latency/browsers'
import { toFigures } from '../../latency/figures'
import type { LatencyFigures } from '../../latency/figures'
import { startHost } from '../../latency/host'
import type { BenchHost } from '../../latency/host'
import type { WatchCache } from '../../latency/pages'
import { CACHE_LAWS } from '../cache-laws'
import { simulateNetwork } from '../network-model'
import { watchTrace } from '../player-model'
import type { Viewing } from '../player-model'
import { VARIANTS, createTuner } from '../replay'
import type { Variant } from '../replay'
import { loadTraces } from '../trace'
import type { NetworkTrace } from '../trace'
import { pushPainted } from './painted-source'
import { startShapingProxy } from './shaping-proxy'

/** Most significant part of a trace, seconds, or the whole trace; the player joins at its start. */
const EXCERPTS: Readonly<Record<string, readonly [fromSecond: number, toSecond: number]>> = {
  'wifi-microwave': [60, 150],
  'recovering-morning': [0, 420],
  'handover-train': [20, 110],
  'drops-bus': [0, 90],
}

const CACHE_OF: Readonly<Record<Variant, WatchCache>> = { '1/3': [1, 3], '3/5': [3, 5], 'automatic': 'automatic' }
/** The clock is not read until the picture plays. */
const WARM_UP_MS = 4000

export interface RealFigures extends LatencyFigures {
  variant: Variant
  meanMs: number
  floors: number[]
}

export interface Excerpt {
  trace: string
  real: RealFigures[]
  /** The model's result for the same part. */
  model: { variant: Variant, viewing: Viewing }[]
}

/** Cuts a part of a trace into a separate trace. */
function cut(trace: NetworkTrace, [fromSecond, toSecond]: readonly [number, number]): NetworkTrace {
  const fromMs = fromSecond * 1000
  const before = trace.capacity.filter(([atMs]) => atMs <= fromMs).at(-1)?.[1] ?? 0
  const after = trace.capacity.filter(([atMs]) => atMs > fromMs).map(([atMs, kbps]) => [atMs - fromMs, kbps] as const)
  return { ...trace, seconds: toSecond - fromSecond, capacity: [[0, before], ...after] }
}

const modelOf = (trace: NetworkTrace): Excerpt['model'] => VARIANTS.map(variant => ({
  variant, viewing: watchTrace(trace, simulateNetwork(trace), CACHE_LAWS.floor(), createTuner(variant).watcher),
}))

async function measure(host: BenchHost, trace: NetworkTrace): Promise<RealFigures[]> {
  const stream = trace.name
  const source = pushPainted(`rtmp://127.0.0.1:${host.rtmpPort}/live/${stream}`, trace.stream)
  const browser = await launchWithFakeDevices()
  try {
    while (!host.isPublishing(stream)) await new Promise(resolve => setTimeout(resolve, 100))
    const pages = await Promise.all(VARIANTS.map(() => openPage(browser, `http://127.0.0.1:${host.port}/player`)))
    const startAtMs = Date.now()
    return await Promise.all(VARIANTS.map(async (variant, place): Promise<RealFigures> => {
      const proxy = await startShapingProxy(host.port, trace.capacity, 0, startAtMs)
      const spans = { warmUpMs: WARM_UP_MS, measureMs: trace.seconds * 1000 - WARM_UP_MS }
      const watch = await pages[place]?.evaluate(
        ([url, cache, times]) => window.page.watch(url, cache, times),
        [`ws://127.0.0.1:${proxy.port}/live/${stream}.flv`, CACHE_OF[variant], spans] as const,
      )
      proxy.close()
      if (!watch) throw new Error('The page is gone')
      const latencies = watch.samples.flatMap(({ latencyMs }) => latencyMs ?? [])
      const meanMs = Math.round(latencies.reduce((total, latencyMs) => total + latencyMs, 0) / latencies.length)
      return { variant, ...toFigures(watch), meanMs, floors: watch.floors }
    }))
  } finally {
    source.stop()
    await browser.close()
  }
}

/** Measures one excerpt after the other in real time. `names`: a subset of the excerpts, all by default. */
export async function measureExcerpts(names: readonly string[] = Object.keys(EXCERPTS)): Promise<Excerpt[]> {
  const host = await startHost()
  const measured: Excerpt[] = []
  try {
    for (const trace of loadTraces('tuned-on')) {
      const span = EXCERPTS[trace.name]
      if (!span || !names.includes(trace.name)) continue
      const part = cut(trace, span)
      measured.push({ trace: trace.name, real: await measure(host, part), model: modelOf(part) })
    }
  } finally {
    await host.close()
  }
  return measured
}

const seconds = (ms: number): string => (ms / 1000).toFixed(2)

export const realRows = (excerpts: readonly Excerpt[]): (string | number)[][] => [
  [
    'real player', 'cache', 'mean s', 'p95 s', 'stalls', 'stalled s', 'unread', 'model: mean s', 'stalls', 'stalled s',
    'floors',
  ],
  ...excerpts.flatMap(({ trace, real, model }) => real.map((it, place) => {
    const viewing = model[place]?.viewing
    return [
      trace, it.variant, seconds(it.meanMs), seconds(it.p95Ms), it.stalls, seconds(it.stalledMs), it.unread,
      seconds(viewing?.meanLatencyMs ?? 0), viewing?.stalls ?? 0, seconds(viewing?.stalledMs ?? 0),
      it.variant === 'automatic' ? it.floors.join(' ') : '',
    ]
  })),
]
