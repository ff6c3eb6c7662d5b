import { fork } from 'node:child_process'
import { on } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LOAD_CORE, PROTOCOL_OF, pin, start } from './contenders'
import { cpuSeconds, rssBytes } from './proc'
import type { ContenderName } from './contenders'
import type { LoadMessage, LoadOrder, LoadReport } from './load-client'

export interface Run {
  contender: ContenderName
  kbps: number
  viewers: number
  publishers: number
  /** Window of Kaike's relay; by default the relay chooses it. */
  windowMs?: number
}

export interface RunResult extends Run, LoadReport {
  /** Percent of one core, for all work of the server. */
  cpuPercent: number
  /** The kernel's part of `cpuPercent`: copying the bytes, which no server can avoid. */
  kernelPercent: number
  viewersPerCore: number
  rssMb: number
  kbPerViewer: number
}

export interface Spans {
  settleMs: number
  measureMs: number
  joins: number
}

const LOAD_CLIENT = join(dirname(fileURLToPath(import.meta.url)), 'load-client.ts')
const KB = 1024

/** Runs the load and calls `onStage` at each of its stages. */
export async function runLoad(
  order: LoadOrder, onStage: (said: LoadMessage['said']) => Promise<void>,
): Promise<LoadReport> {
  const client = fork(LOAD_CLIENT, { execArgv: ['--import', 'tsx'] })
  pin(client, LOAD_CORE)
  try {
    client.send(order)
    for await (const [message] of on(client, 'message', { close: ['exit'] }) as AsyncIterable<[LoadMessage]>) {
      await onStage(message.said)
      if (message.said === 'done') return message.report
    }
    throw new Error('The load client ended early')
  } finally {
    client.kill('SIGKILL')
  }
}

export async function measure(run: Run, { settleMs, measureMs, joins }: Spans): Promise<RunResult> {
  const { contender, kbps, viewers, publishers, windowMs } = run
  const server = await start(contender, { kbps, windowMs })
  try {
    const protocol = PROTOCOL_OF[contender]
    const pids = await server.pids()
    let rssBefore = 0
    let rssAfter = 0
    let before = { atMs: 0, user: 0, kernel: 0 }
    let userPercent = 0
    let kernelPercent = 0
    const order: LoadOrder = {
      rtmpPort: protocol === 'raw' ? undefined : server.rtmpPort,
      kbps,
      streams: Array.from({ length: publishers }, (_, index) => `bench${index}`),
      play: { protocol, port: protocol === 'rtmp' ? server.rtmpPort : server.httpPort },
      viewers, settleMs, measureMs, joins: protocol === 'raw' ? 0 : joins,
    }
    const report = await runLoad(order, async said => {
      if (said === 'ready') rssBefore = await rssBytes(pids)
      else if (said === 'crowded') before = { atMs: performance.now(), ...await cpuSeconds(pids) }
      else if (said === 'measured') {
        const after = await cpuSeconds(pids)
        const seconds = (performance.now() - before.atMs) / 1000
        userPercent = (after.user - before.user) / seconds * 100
        kernelPercent = (after.kernel - before.kernel) / seconds * 100
        rssAfter = await rssBytes(pids)
      }
    })
    return {
      contender, kbps, viewers, publishers, ...windowMs !== undefined && { windowMs }, ...report,
      cpuPercent: Math.round((userPercent + kernelPercent) * 10) / 10,
      kernelPercent: Math.round(kernelPercent * 10) / 10,
      viewersPerCore: Math.round(viewers / (userPercent + kernelPercent) * 100),
      rssMb: Math.round(rssAfter / KB / KB),
      kbPerViewer: Math.round((rssAfter - rssBefore) / viewers / KB),
    }
  } finally {
    await server.stop()
  }
}
