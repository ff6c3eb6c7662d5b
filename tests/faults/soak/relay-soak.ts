/**
 * Compresses a day of load into a short run: steady viewers watch a class whose publisher is killed and returns, while
 * others join and leave, never read, or send garbage. No steady viewer may stall, and the memory must not grow.
 */
import { randomBytes, randomInt } from 'node:crypto'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { percentile } from '../../bench/latency/figures'
import { start } from '../../bench/relay/contenders'
import { Crowd, Probe } from '../../bench/relay/players'
import { rssBytes } from '../../bench/relay/proc'
import { publish } from '../../bench/relay/source'
import type { Contender } from '../../bench/relay/contenders'
import type { PlayProtocol, PlayTarget } from '../../bench/relay/players'

export interface SoakPlan {
  minutes: number
  steadyViewers: number
  /** Interval between kills of the publisher. */
  killEveryMs?: number
}

export interface SoakReport {
  minutes: number
  steadyViewers: number
  /** Steady viewers still connected at the end. */
  stayed: number
  /** Steady viewers who received data after the end, when the publisher was present. */
  served: number
  /** Longest wait of a steady viewer for a byte; the publisher is away for up to 2 s. */
  longestGapMs: number
  joins: number
  kills: number
  garbage: number
  /** `rssEarlyMb`, `rssLateMb`: medians of the second and of the last quarter. */
  rssEarlyMb: number
  rssLateMb: number
  isAlive: boolean
}

const PROTOCOLS: readonly PlayProtocol[] = ['http-flv', 'ws-flv', 'rtmp']
const STEADY = 'steady'
const THICK = 'thick'
const STEADY_KBPS = 600
const THICK_KBPS = 14_000
const IDLERS = 10
const KILL_EVERY_MS = 15_000
const AWAY_MS = 1_500
/** Longest wait for the first byte after the end; allows for a busy machine. */
const SERVED_WITHIN_MS = 30_000
const JOIN_EVERY_MS = 120
const GARBAGE_EVERY_MS = 150
const SAMPLE_EVERY_MS = 1_000
const MB = 1024 * 1024

const target = (server: Contender, name: string, index: number): PlayTarget => {
  const protocol = PROTOCOLS[index % PROTOCOLS.length] ?? 'http-flv'
  return { protocol, name, port: protocol === 'rtmp' ? server.rtmpPort : server.httpPort }
}

/** Sends bytes that no valid peer sends, some of them after a valid opening. */
function sendGarbage({ rtmpPort, httpPort }: Contender): void {
  const [port, opening] = [
    [rtmpPort, Buffer.alloc(0)],
    [rtmpPort, Buffer.concat([Buffer.of(3), Buffer.alloc(3072)])],
    [httpPort, Buffer.from('GET /live/steady.flv HTTP/1.1\r\n')],
    [httpPort, Buffer.from('GET /live/steady.m3u8?%ff HTTP/1.1\r\nHost: x\r\n\r\n')],
    [httpPort, Buffer.from('GET /live/garbage.flv HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n'
      + 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: publisher\r\n'
      + 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n')],
  ][randomInt(5)] as [number, Buffer]
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => { /* A reset is a valid answer. */ })
  socket.on('connect', () => { socket.write(Buffer.concat([opening, randomBytes(randomInt(5_000))])) })
  setTimeout(() => { socket.destroy() }, 2_000).unref()
}

const quarter = (values: readonly number[], index: number): number[] =>
  values.slice(Math.floor(values.length * index / 4), Math.floor(values.length * (index + 1) / 4))

/** Calls `act` repeatedly until `isOver`. */
async function repeat(isOver: () => boolean, everyMs: number, act: () => Promise<void> | void): Promise<void> {
  while (!isOver()) {
    await act()
    await sleep(everyMs)
  }
}

/** Waits until each viewer of the crowd receives data; resolves with the number of those that do. */
async function countServed(crowd: Crowd): Promise<number> {
  const before = crowd.bytesOfEach()
  const count = () => crowd.bytesOfEach().filter((bytes, index) => bytes > (before[index] ?? 0)).length
  const deadlineMs = performance.now() + SERVED_WITHIN_MS
  while (count() < before.length && performance.now() < deadlineMs) await sleep(100)
  return count()
}

export async function soakRelay(plan: SoakPlan): Promise<SoakReport> {
  const { minutes, steadyViewers, killEveryMs = KILL_EVERY_MS } = plan
  const server = await start('kaike http-flv', { kbps: STEADY_KBPS })
  const stopThick = await publish(server.rtmpPort, THICK, THICK_KBPS)
  let stopSteady = await publish(server.rtmpPort, STEADY, STEADY_KBPS)
  const steady = new Crowd()
  let idlers: Probe[] = []
  try {
    await sleep(2_500)
    for (let at = 0; at < steadyViewers; at += 20) {
      const length = Math.min(20, steadyViewers - at)
      steady.add(Array.from({ length }, (_, index) => target(server, STEADY, at + index)))
      await sleep(50)
    }
    const overAtMs = performance.now() + minutes * 60_000
    const isOver = () => performance.now() > overAtMs
    const counts = { joins: 0, kills: 0, garbage: 0 }
    const rss: number[] = []
    await Promise.all([
      repeat(isOver, killEveryMs, async () => {
        stopSteady()
        counts.kills++
        await sleep(randomInt(AWAY_MS))
        stopSteady = await publish(server.rtmpPort, STEADY, STEADY_KBPS)
      }),
      repeat(isOver, JOIN_EVERY_MS, () => {
        const probe = new Probe(target(server, STEADY, counts.joins++))
        setTimeout(() => { probe.end() }, 200 + randomInt(3_000))
      }),
      repeat(isOver, GARBAGE_EVERY_MS, () => {
        sendGarbage(server)
        counts.garbage++
      }),
      repeat(isOver, SAMPLE_EVERY_MS * 10, () => {
        for (const idler of idlers) idler.end()
        idlers = Array.from({ length: IDLERS }, (_, index) => new Probe(target(server, THICK, index), { reads: false }))
      }),
      repeat(isOver, SAMPLE_EVERY_MS, async () => { rss.push(await rssBytes(await server.pids())) }),
    ])
    const last = new Probe(target(server, STEADY, 0))
    await last.joined(SERVED_WITHIN_MS)
    last.end()
    const served = await countServed(steady)
    return {
      minutes, steadyViewers, ...counts,
      stayed: steady.open,
      served,
      longestGapMs: Math.round(steady.longestGapMs),
      rssEarlyMb: Math.round(percentile(quarter(rss, 1), 0.5) / MB),
      rssLateMb: Math.round(percentile(quarter(rss, 3), 0.5) / MB),
      isAlive: last.firstFrameMs !== undefined,
    }
  } finally {
    for (const end of [steady, ...idlers]) end.end()
    stopSteady()
    stopThick()
    await server.stop()
  }
}
