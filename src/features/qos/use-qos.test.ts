import { fakeServer, uniStub } from '../../../tests/support/client/fake-server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { QosBatch } from '@contract'
import { fireHook } from '../../../tests/support/client/uni-app'
import { withSetup } from '../../../tests/support/client/with-setup'
import { useAuthStore } from '@/features/account/auth'
import { useLiveSessionStore } from '@/features/class/live-session'
import { useNetworkStore } from '@/http/network'
import { signedInAs } from '../../../tests/support/client/member-page'
import { liveAt } from '../../../tests/support/client/live-snapshot'
import { playerQosState } from './rules/player-qos-state'
import { useQos } from './use-qos'
import { usePlayerStore } from '@/features/player/player-store'

const PATH = 'POST /api/v1/lessons/l/live/qos'
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1_000)
const sent = (): QosBatch[] =>
  fakeServer.requests.filter(({ url }) => url.endsWith('/live/qos')).map(({ data }) => data as QosBatch)
const waiting = () => (fakeServer.storage.get('kaike.qos') ?? []) as { body: QosBatch }[]
const works = () => fakeServer.on(PATH, () => ({ status: 200, body: { taken: 1 } }))

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  vi.spyOn(console, 'info').mockImplementation(() => {})
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  fakeServer.reset()
  fakeServer.on('POST /api/v1/auth/login', () => ({ status: 200, body: signedInAs('student') }))
  works()
})
afterEach(async () => {
  await pass(120)
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** A student's page of a class on air with a good state. */
async function watching(sessionId = 's') {
  const { result, unmount } = withSetup(() => ({
    auth: useAuthStore(), session: useLiveSessionStore(), network: useNetworkStore(),
    qos: useQos({ component: 'player', stateNow: hints => playerQosState(usePlayerStore().state, hints) }),
  }))
  await result.auth.signIn('someone', 'secret')
  result.session.enter('l', usePlayerStore())
  result.session.serverSaid({ ...liveAt('live'), sessionId })
  usePlayerStore().dispatch({ type: 'reported', event: 'PLAYING' })
  return { ...result, unmount, still: () => usePlayerStore().dispatch({ type: 'reported', event: 'BUFFERING' }) }
}

describe('the sampler', () => {
  it('sends batches of one sample per second with the component\'s reports', async () => {
    const { qos, unmount } = await watching()
    qos.code(2004)
    qos.code(4711)
    qos.status({ netSpeed: 900, netQualityLevel: 1 })
    await pass(22)
    expect(sent()).toHaveLength(1)
    const [batch] = sent()
    expect(batch).toMatchObject({ sessionId: 's', component: 'player', dropped: 0 })
    expect(batch?.samples).toHaveLength(22)
    expect(batch?.samples[0])
      .toMatchObject({
        state: 'good', codes: [2004, 4711], status: { kbps: 900, quality: 1 }, isConnected: true, isReachable: true,
        isHidden: false,
      })
    expect(batch?.samples[1]).not.toHaveProperty('status')
    expect(waiting()).toEqual([])
    unmount()
  })

  it('samples only during the class, and sends the rest at its end', async () => {
    const { session, unmount } = await watching()
    await pass(4)
    session.serverSaid(liveAt('ended'))
    await pass(60)
    expect(sent().map(({ samples }) => samples.length)).toEqual([4])
    unmount()
  })

  it('stores small batches in trouble, and sends them after recovery', async () => {
    const { still, unmount } = await watching()
    still()
    await pass(12)
    expect(sent()).toEqual([])
    expect(waiting().flatMap(({ body }) => body.samples).map(({ state }) => state))
      .toEqual(Array.from({ length: 10 }, () => 'stalled'))
    usePlayerStore().dispatch({ type: 'reported', event: 'PLAYING' })
    await pass(40)
    expect(sent().flatMap(({ samples }) => samples).filter(({ state }) => state === 'stalled')).toHaveLength(12)
    unmount()
  })

  it('sends stored batches at once when a class ends in trouble', async () => {
    const { still, session, unmount } = await watching()
    still()
    await pass(12)
    session.serverSaid(liveAt('ended'))
    await pass(5)
    expect(sent().flatMap(({ samples }) => samples)).toHaveLength(12)
    expect(waiting()).toEqual([])
    unmount()
  })

  it('retries a batch under the same name with growing delays, and soon when the network is back', async () => {
    fakeServer.on(PATH, () => 'unreachable')
    const { session, unmount } = await watching()
    session.link = 'open'
    await pass(22)
    expect(sent()).toHaveLength(1)
    await pass(120)
    const tries = sent()
    expect(new Set(tries.map(({ batch }) => batch)).size).toBe(1)
    expect(tries.length).toBeLessThanOrEqual(8)
    works()
    session.link = 'connecting'
    await pass(1)
    session.link = 'open'
    await pass(30)
    expect(waiting()).toEqual([])
    expect(new Set(sent().map(({ batch }) => batch)).size).toBe(sent().length - tries.length)
    unmount()
  })

  it('restores stored batches after a reload, for the same member only', async () => {
    fakeServer.on(PATH, () => 'unreachable')
    const first = await watching()
    await pass(22)
    first.unmount()
    await pass(1)
    works()
    fakeServer.requests.length = 0
    const second = await watching()
    second.session.link = 'open'
    await pass(5)
    expect(sent()).toHaveLength(1)
    const other = signedInAs('student')
    fakeServer.storage.set(
      'kaike.qos',
      [{ memberId: 'somebody else', lessonId: 'l', isTried: false, body: { ...sent()[0], batch: 'notmine0-1' } }],
    )
    fakeServer.on(
      'POST /api/v1/auth/login', () => ({ status: 200, body: { ...other, member: { ...other.member, id: 'm2' } } }),
    )
    await second.auth.signIn('someone', 'secret')
    await pass(60)
    expect(sent().map(({ batch }) => batch)).not.toContain('notmine0-1')
    second.unmount()
  })

  it('drops a refused batch, and stops sampling when the class is full', async () => {
    fakeServer.on(PATH, () => ({ status: 409, body: { code: 'QOS_FULL', message: '', requestId: '' } }))
    const { unmount } = await watching('full one')
    await pass(120)
    expect(sent()).toHaveLength(1)
    expect(waiting()).toEqual([])
    unmount()
  })

  it('continues when nothing can be stored', async () => {
    const { setStorageSync } = uniStub
    const { unmount } = await watching()
    uniStub.setStorageSync = () => { throw new Error('full') }
    await pass(60)
    uniStub.setStorageSync = setStorageSync
    expect(sent()).toEqual([])
    unmount()
  })

  it('marks samples as hidden and stores them when the page is hidden', async () => {
    const { unmount } = await watching()
    await pass(3)
    fireHook('onHide')
    await pass(2)
    expect(sent().flatMap(({ samples }) => samples.map(({ isHidden }) => isHidden)))
      .toEqual([false, false, false, true])
    unmount()
  })

  it('stores no URL and no secret from any report', async () => {
    const { qos, unmount } = await watching()
    qos.status({ netSpeed: 1, url: 'rtmp://host/live/x?txSecret=1', token: 'secret' } as object)
    qos.code(Number.NaN)
    await pass(30)
    expect(JSON.stringify(sent())).not.toMatch(/rtmp|secret|http|token/i)
    expect(sent()[0]?.samples.flatMap(({ codes }) => codes)).toEqual([])
    unmount()
  })
})
