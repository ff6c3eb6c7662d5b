import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toPlayerEvent } from '../../../src/features/codes/player-events'
import { useTwinPlace } from './place'
import { Records } from './recorded'
import { startPlayer, startPusher, startWatching, waitSeconds } from './twin'
import type { Twin } from './twin'
import { EXPIRED, startTwinHost } from './twin-host'

const RECORDS = new Records('player')
const { here } = useTwinPlace()

describe('the player\'s twin reports the recorded codes when it', () => {
  let source: Twin
  beforeAll(async () => {
    source = await startPusher('source', here())
  })
  afterAll(() => source.close())

  it('starts', async () => {
    await RECORDS.equal('player-starts', await startWatching('source', here()))
  })

  it('loses its network for good', async () => {
    const twin = await startWatching('source', here())
    twin.network.cut()
    await twin.reports(-2301)
    await RECORDS.equal('player-network-gone', twin)
  })

  it('loses one connection', async () => {
    const twin = await startWatching('source', here())
    twin.network.reset()
    await Promise.all([twin.reports(2004, 2), twin.reports(2032, 2)])
    await RECORDS.equal('player-network-reset', twin)
  })

  it('has a network that became silent', async () => {
    const twin = await startWatching('source', here())
    twin.network.freeze()
    await twin.reports(3005)
    twin.network.thaw()
    await Promise.all([twin.reports(2004, 2), twin.reports(2032, 2)])
    await RECORDS.equal('player-network-silent', twin)
  })

  it('has a slow downlink', async () => {
    const twin = await startWatching('source', here())
    await waitSeconds(1.5)
    twin.network.throttle({ downKbps: 30 })
    await Promise.all([twin.reports(2104), twin.reports(2007, 2)])
    twin.network.heal()
    await twin.reports(2004, 2)
    await RECORDS.equalInAnyOrder('player-network-slow', twin)
  })

  it('loses its server', async () => {
    const at = await startTwinHost()
    const teacher = await startPusher('stops', { ...here(), host: at })
    const twin = await startWatching('stops', { ...here(), host: at })
    await at.close()
    await twin.reports(-2301)
    await RECORDS.equal('player-server-stops', twin)
    await teacher.close()
  })

  it.concurrent('reaches the end of the class', async () => {
    const teacher = await startPusher('ends', here())
    const twin = await startWatching('ends', here())
    here().host.relay.closeStream('ends')
    await twin.reports(-2301)
    await RECORDS.equal('player-stream-over', twin)
    await teacher.close()
  })

  it.concurrent('waits for a teacher who does not come back', async () => {
    const teacher = await startPusher('away', here())
    const twin = await startWatching('away', here())
    await teacher.close()
    await twin.reports(-2301)
    await RECORDS.equalInAnyOrder('player-teacher-away', twin)
  })

  it.concurrent('plays a stream that nobody publishes', async () => {
    const twin = await startPlayer('nobody', here())
    await twin.reports(-2301)
    await RECORDS.equal('player-nobody-publishes', twin)
  })

  it.concurrent('has a refused URL', async () => {
    const twin = await startPlayer(EXPIRED, here())
    await twin.reports(-2301)
    await RECORDS.equal('player-url-refused', twin)
  })
})

describe('the records of the player', () => {
  it('are all covered by a test', () => {
    expect(RECORDS.provokedNames).toEqual(RECORDS.names)
  })

  it('contain only codes of WeChat\'s component', () => {
    for (const { codes, name } of RECORDS.all) {
      expect(codes.filter(code => toPlayerEvent(code) === undefined), name).toEqual([])
    }
  })

  it('never end a stream with 2006, which FLV does not have', () => {
    for (const { codes } of RECORDS.all) expect(codes).not.toContain(2006)
  })
})
