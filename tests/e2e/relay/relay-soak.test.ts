import { expect, it } from 'vitest'
import { soakRelay } from '../../faults/soak/relay-soak'

const SECONDS = 20
const KILL_EVERY_MS = 4_000
/** Includes the start and the delay of a busy machine. */
const TIMEOUT_MS = 120_000

it('serves every steady viewer among hostile ones, in constant memory', async () => {
  const report = await soakRelay({ minutes: SECONDS / 60, steadyViewers: 100, killEveryMs: KILL_EVERY_MS })
  expect(report).toMatchObject({ stayed: 100, served: 100, isAlive: true })
  expect(report.kills).toBeGreaterThanOrEqual(2)
  expect(report.rssLateMb).toBeLessThan(report.rssEarlyMb * 1.4 + 20)
}, TIMEOUT_MS)
