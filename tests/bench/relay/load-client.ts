/** The load in a separate process, so that it can be pinned to another core: publishers, crowds and probes. */
import { setTimeout as sleep } from 'node:timers/promises'
import { percentile } from '../latency/figures'
import { Crowd, Probe } from './players'
import { publish } from './source'
import type { PlayTarget } from './players'

export interface LoadOrder {
  rtmpPort: number | undefined
  kbps: number
  /** One publisher per name. */
  streams: string[]
  play: Omit<PlayTarget, 'name'>
  viewers: number
  settleMs: number
  measureMs: number
  joins: number
}

export interface LoadReport {
  open: number
  receivedKbpsPerViewer: number
  delayP50Ms: number
  delayP99Ms: number
  joinP50Ms: number
  joinP99Ms: number
}

export type LoadMessage =
  | { said: 'ready' }
  | { said: 'crowded' }
  | { said: 'measured' }
  | { said: 'done', report: LoadReport }

const PROBES = 8
const JOIN_EVERY_MS = 73
const JOIN_LIMIT_MS = 5_000
/** Connections per batch; a listen queue holds 511. */
const BATCH = 50

const say = (message: LoadMessage): void => { process.send?.(message) }

async function measureJoins({ joins, play, streams: [name = ''] }: LoadOrder): Promise<number[]> {
  const elapsedMs: number[] = []
  for (let join = 0; join < joins; join++) {
    const probe = new Probe({ ...play, name })
    await probe.joined(JOIN_LIMIT_MS)
    elapsedMs.push(probe.firstFrameMs ?? JOIN_LIMIT_MS)
    probe.end()
    await sleep(JOIN_EVERY_MS)
  }
  return elapsedMs
}

async function run(order: LoadOrder): Promise<void> {
  const { rtmpPort, kbps, streams, play, viewers, settleMs, measureMs } = order
  const stops = rtmpPort === undefined ? [] : await Promise.all(streams.map(name => publish(rtmpPort, name, kbps)))
  await sleep(2_500)
  say({ said: 'ready' })
  const crowd = new Crowd()
  const targets = Array.from({ length: viewers }, (_, index) =>
    ({ ...play, name: streams[index % streams.length] ?? '' }))
  for (let at = 0; at < targets.length; at += BATCH) {
    crowd.add(targets.slice(at, at + BATCH))
    await sleep(50)
  }
  const probes = Array.from({ length: PROBES }, (_, index) =>
    new Probe({ ...play, name: streams[index % streams.length] ?? '' }))
  await sleep(settleMs)
  for (const probe of probes) probe.agesMs.length = 0
  const bytesBefore = crowd.bytes
  say({ said: 'crowded' })
  await sleep(measureMs)
  const bytes = crowd.bytes - bytesBefore
  const ages = probes.flatMap(({ agesMs }) => agesMs)
  say({ said: 'measured' })
  const joins = await measureJoins(order)
  const report = {
    open: crowd.open,
    receivedKbpsPerViewer: Math.round(bytes * 8 / measureMs / Math.max(1, viewers)),
    delayP50Ms: percentile(ages, 0.5),
    delayP99Ms: percentile(ages, 0.99),
    joinP50Ms: percentile(joins, 0.5),
    joinP99Ms: percentile(joins, 0.99),
  }
  for (const end of [...probes, crowd]) end.end()
  for (const stop of stops) stop()
  say({ said: 'done', report })
}

process.once('message', order => {
  run(order as LoadOrder).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
