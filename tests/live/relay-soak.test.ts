import { expect, it } from 'vitest'
import { soakRelay } from '../soak/relay-soak'

/** The publisher is away for up to 1.5 s; the rest is for a busy machine. */
const STALL_MS = 15_000
const MINUTES = 2
/** Starting, and a busy machine, come on top. */
const TIMEOUT_MS = (MINUTES + 2) * 60_000

it('nobody steady stalls while others join, leave, never read and send garbage, and memory stays', async () => {
  const report = await soakRelay({ minutes: MINUTES, steadyViewers: 100 })
  expect(report).toMatchObject({ stayed: 100, isAlive: true })
  expect(report.kills).toBeGreaterThanOrEqual(3)
  expect(report.longestGapMs).toBeLessThan(STALL_MS)
  expect(report.rssLateMb).toBeLessThan(report.rssEarlyMb * 1.4 + 20)
}, TIMEOUT_MS)
