import { PROBE_PART_BYTES } from '@contract/class/live'
import { uplinkKbps } from './rules/uplink-advice'
import type { Uplink } from './rules/uplink-advice'
import { inNextTask } from '@/platform/device/next-task'
import { api } from '@/http/http'

/** At once, so that one connection's slow start does not count for the whole line. */
const PARTS_AT_ONCE = 4
/** A part that takes longer has measured enough, and four of them would keep a teacher waiting. */
const SLOW_PART_MS = 1_000

/** Text that no proxy on the way makes smaller. */
function makePadding(): string {
  let padding = ''
  while (padding.length < PROBE_PART_BYTES) padding += Math.random().toString(36).slice(2)
  return padding.slice(0, PROBE_PART_BYTES)
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const beganMs = Date.now()
  await run()
  return Date.now() - beganMs
}

/** Sends up to 240 KB to the server and takes the time; rejects with `ApiError`. */
export async function measureUplink(lessonId: string): Promise<Uplink> {
  const part = { params: { id: lessonId }, body: { padding: makePadding() } }
  const ping = () => timed(() => api('health'))
  // Each in a task of its own: writing four as JSON holds up a slow phone's preview.
  const sendPart = async () => api('probeUplink', await inNextTask(part))
  // The first one opens the connection.
  await ping()
  const rttMs = Math.min(await ping(), await ping())
  const firstMs = await timed(sendPart)
  if (firstMs > SLOW_PART_MS) return { kbps: uplinkKbps(PROBE_PART_BYTES, firstMs, rttMs), rttMs }
  const allMs = await timed(() => Promise.all(Array.from({ length: PARTS_AT_ONCE }, sendPart)))
  return { kbps: uplinkKbps(PARTS_AT_ONCE * PROBE_PART_BYTES, allMs, rttMs), rttMs }
}
