import { uniStub } from '../../../tests/support/client/fake-server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { computed, nextTick, ref } from 'vue'
import { fireHook } from '../../../tests/support/client/uni-app'
import { withSetup } from '../../../tests/support/client/with-setup'
import { liveAt } from '../../../tests/support/client/live-snapshot'
import { useLiveSessionStore } from '@/features/class/live-session'
import { useNetworkStore } from '@/http/network'
import { useWayBack } from './use-way-back'
import { usePusherStore } from '@/features/pusher/pusher-store'

Object.assign(uniStub, { getDeviceInfo: () => ({ platform: 'android' }) })

const STARTED = Date.parse('2026-11-23T08:00:00.000Z')
const nowMs = ref(STARTED)

/** Mounts the composable for a teacher on air. */
async function onAir() {
  const { result } = withSetup(() => ({
    way: useWayBack({ nowMs: computed(() => nowMs.value), isTeachingHere: () => true }),
    session: useLiveSessionStore(), network: useNetworkStore(),
  }))
  fireHook('onShow')
  result.session.enter('l', usePusherStore())
  usePusherStore().dispatch({ type: 'startRequested' })
  usePusherStore().dispatch({ type: 'reported', event: 'PUSH_STARTED' })
  result.session.serverSaid(liveAt('live'))
  await nextTick()
  return result
}

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms)
  nowMs.value = Date.now()
  await nextTick()
}

beforeEach(() => {
  vi.useFakeTimers({ now: STARTED })
  nowMs.value = STARTED
  vi.spyOn(Math, 'random').mockReturnValue(1)
  vi.spyOn(console, 'info').mockImplementation(() => {})
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

it('shows nothing while the stream flows', async () => {
  const { way } = await onAir()
  expect([way.next.value, way.waiting.value, way.backText.value]).toEqual(['', '', undefined])
})

it('counts down to the next try and shows the students\' waiting time', async () => {
  const { way } = await onAir()
  await pass(60_000)
  usePusherStore().dispatch({ type: 'reported', event: 'NETWORK_LOST' })
  expect(usePusherStore().state.phase).toBe('waiting')
  expect(way.next.value).toBe('1 秒后再试一次')
  await pass(65_000)
  expect(way.next.value).toBe('0 秒后再试一次')
  expect(way.waiting.value).toBe('学生已等 1:05，课堂还会等您 1:55')
})

it('announces a try for the return of the network', async () => {
  const { way, network } = await onAir()
  usePusherStore().dispatch({ type: 'reported', event: 'NETWORK_LOST' })
  network.isConnected = false
  await nextTick()
  expect(way.next.value).toBe('网络恢复后马上再试')
})

it('reports the waiting image after the return, until it is dismissed', async () => {
  const { way } = await onAir()
  fireHook('onHide')
  await pass(42_000)
  fireHook('onShow')
  expect(way.backText.value).toBe('您离开了 0:42，学生看到的是等待画面')
  way.dismiss()
  expect(way.backText.value).toBeUndefined()
})

it('reports after the return how long students saw the teacher as away', async () => {
  const { way, session } = await onAir()
  fireHook('onHide')
  await pass(10_000)
  session.serverSaid({ ...liveAt('interrupted'), interruptedAt: new Date().toISOString() })
  await nextTick()
  await pass(30_000)
  session.serverSaid(liveAt('live'))
  fireHook('onShow')
  await nextTick()
  expect(way.backText.value).toBe('您离开了 0:40，其中 0:30 学生看到“老师暂时离开”')
  await pass(20_000)
  expect(way.backText.value).toBeUndefined()
})

it('reports nothing after 2 s in another app', async () => {
  const { way } = await onAir()
  fireHook('onHide')
  await pass(2_000)
  fireHook('onShow')
  expect(way.backText.value).toBeUndefined()
})

it('says that the connection keeps breaking after three losses in ten minutes', async () => {
  const { way } = await onAir()
  for (let loss = 0; loss < 3; loss += 1) {
    expect(way.isUnsteady.value).toBe(false)
    usePusherStore().dispatch({ type: 'reported', event: 'RECONNECTING' })
    usePusherStore().dispatch({ type: 'reported', event: 'PUSH_STARTED' })
    await pass(60_000)
  }
  expect(way.isUnsteady.value).toBe(true)
  await pass(600_000)
  expect(way.isUnsteady.value).toBe(false)
})

it('counts no call as a loss', async () => {
  const { way } = await onAir()
  for (let call = 0; call < 4; call += 1) {
    usePusherStore().dispatch({ type: 'reported', event: 'CALL_INTERRUPTED' })
    usePusherStore().dispatch({ type: 'reported', event: 'PUSH_STARTED' })
    await pass(1_000)
  }
  expect(way.isUnsteady.value).toBe(false)
})
