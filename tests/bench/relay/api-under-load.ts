import { setTimeout as sleep } from 'node:timers/promises'
import { percentile } from '../latency/figures'
import { startLiveServer } from '../../support/class-server/live-server'
import { runLoad } from './measure'
import { publish } from './source'
import type { Person } from '../../support/class-server/live-server'

export interface ApiResult {
  viewers: number
  idleP99Ms: number
  loadedP99Ms: number
}

const CALLS = 300
const EVERY_MS = 15

async function timesOf(person: Person, lessonId: string): Promise<number[]> {
  const elapsedMs: number[] = []
  for (let call = 0; call < CALLS; call++) {
    const startedAt = performance.now()
    await person.call('getLiveSnapshot', lessonId)
    elapsedMs.push(performance.now() - startedAt)
    await sleep(EVERY_MS)
  }
  return elapsedMs
}

/** Measures the API of the whole server: with an idle class, then with `viewers` watching it. */
export async function measureApi(viewers: number, kbps: number): Promise<ApiResult> {
  const server = await startLiveServer(1)
  try {
    const [lessonId = ''] = server.lessonIds
    const [teacher, student] = [await server.signIn(server.school.teacher), await server.signIn(server.school.student)]
    const { pushUrl } = (await teacher.call('startLiveSession', lessonId)).body
    const push = new URL(pushUrl)
    const stop = await publish(Number(push.port), push.pathname.replace('/live/', '') + push.search, kbps)
    await sleep(2_000)
    const play = new URL((await student.call('watchLesson', lessonId)).body.playUrls?.flv ?? '')
    await timesOf(student, lessonId) // Warms up code that is compiled at first use.
    const idle = await timesOf(student, lessonId)
    let loaded: number[] = []
    const measureMs = CALLS * EVERY_MS * 2
    await runLoad({
      rtmpPort: undefined, kbps, streams: [play.pathname.replace(/^\/live\/(.*)\.flv$/, '$1') + play.search],
      play: { protocol: 'http-flv', port: Number(play.port) }, viewers, settleMs: 2_000, measureMs, joins: 0,
    }, async said => {
      if (said === 'crowded') loaded = await timesOf(student, lessonId)
    })
    stop()
    return { viewers, idleP99Ms: percentile(idle, 0.99), loadedP99Ms: percentile(loaded, 0.99) }
  } finally {
    await server.dispose()
  }
}
