import { PROBE_PART_BYTES } from '@contract/class/probe'
import { uplinkKbps } from './rules/uplink-advice'
import type { Uplink } from './rules/uplink-advice'
import { inNextTask } from '@/platform/device/next-task'
import type { TcpAddress } from '@/platform/device/tcp-socket.types'
import { api } from '@/http/http'

/** Parallel parts, so that the slow start of one connection does not limit the result. */
const PARTS_AT_ONCE = 4
/** If the first part takes longer, its rate is the result: four parts would take too long. */
const SLOW_PART_MS = 1_000

/** Text that proxies cannot compress. */
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

interface UplinkResult extends Uplink {
  /** Host and port of the push URL. */
  ingest: TcpAddress
}

/** Sends up to 240 KB to the server and measures the time. Rejects with `ApiError`. */
export async function measureUplink(lessonId: string): Promise<UplinkResult> {
  const part = { params: { id: lessonId }, body: { padding: makePadding() } }
  const ping = () => timed(() => api('getHealth'))
  // One task for each part: serialising four parts in one task blocks the preview on a slow phone.
  const sendPart = async () => api('probeUplink', await inNextTask(part))
  // The first ping opens the connection.
  await ping()
  const rttMs = Math.min(await ping(), await ping())
  const beganMs = Date.now()
  const { ingest } = await sendPart()
  const firstMs = Date.now() - beganMs
  if (firstMs > SLOW_PART_MS) return { kbps: uplinkKbps(PROBE_PART_BYTES, firstMs, rttMs), rttMs, ingest }
  const allMs = await timed(() => Promise.all(Array.from({ length: PARTS_AT_ONCE }, sendPart)))
  return { kbps: uplinkKbps(PARTS_AT_ONCE * PROBE_PART_BYTES, allMs, rttMs), rttMs, ingest }
}
