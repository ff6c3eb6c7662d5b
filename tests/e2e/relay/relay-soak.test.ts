import { expect, it } from 'vitest'
import { soakRelay } from '../../faults/soak/relay-soak'

const SECONDS = 20
const KILL_EVERY_MS = 4_000
/** Starting, and a busy machine, come on top. */
const TIMEOUT_MS = 120_000

it('every steady viewer is served while others join, leave, never read and send garbage, and memory stays', async () => {
  const report = await soakRelay({ minutes: SECONDS / 60, steadyViewers: 100, killEveryMs: KILL_EVERY_MS })
  expect(report).toMatchObject({ stayed: 100, served: 100, isAlive: true })
  expect(report.kills).toBeGreaterThanOrEqual(2)
  expect(report.rssLateMb).toBeLessThan(report.rssEarlyMb * 1.4 + 20)
}, TIMEOUT_MS)
