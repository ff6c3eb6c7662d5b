import { fakeServer as server, uniStub } from '../../../tests/support/client/fake-server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { fireHook } from '../../../tests/support/client/uni-app'
import { withSetup } from '../../../tests/support/client/with-setup'
import { deviceMark } from '@contract/class/device'
import { PUSHER_EVENTS } from '@/features/codes/pusher-events'
import type { PusherEvent } from '@/features/codes/pusher-events'
import { CommandError } from '@/platform/command-error'
import type { LivePusherCommands } from '@/platform/live-pusher.types'
import { api } from '@/http/http'
import { useLiveSessionStore } from '@/features/class/live-session'
import { useNetworkStore } from '@/http/network'
import { liveAt } from '../../../tests/support/client/live-snapshot'
import { usePusher } from './use-pusher'
import { usePusherStore } from './pusher-store'

const getDeviceInfo = vi.fn(() => ({ platform: 'android' }))
Object.assign(uniStub, { getDeviceInfo })

const START = 'POST /api/v1/lessons/l/live/start'
const LIVE = 'GET /api/v1/lessons/l/live'
const commands = {
  startPreview: vi.fn(async () => {}), start: vi.fn(async () => {}), stop: vi.fn(async () => {}),
  pause: vi.fn(async () => {}), resume: vi.fn(async () => {}),
}
const onReport = vi.fn()
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const starts = () => server.requests.filter(({ url }) => url.endsWith('/live/start')).length

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(1)
  vi.spyOn(console, 'info').mockImplementation(() => {})
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  server.reset()
  server.on(START, () => ({
    status: 200,
    body: {
      pushUrl: `rtmp://push/${starts()}`, wsPushUrl: 'ws://push', channelUrl: 'ws://channel', live: liveAt('open'),
    },
  }))
  server.on(LIVE, () => ({ status: 200, body: liveAt('interrupted') }))
  for (const command of Object.values(commands)) command.mockReset()
  getDeviceInfo.mockReturnValue({ platform: 'android' })
  onReport.mockReset()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** A teacher's page after a press of "start". */
async function teaching() {
  const component = ref(commands as unknown as LivePusherCommands)
  const { result, unmount } = withSetup(() =>
    ({ session: useLiveSessionStore(), pusher: usePusher({ component, onReport }) }))
  const { session, pusher } = result
  session.enter('l', usePusherStore())
  usePusherStore().dispatch({ type: 'startRequested' })
  await pass(0)
  const report = async (event: PusherEvent) => {
    pusher.onStateChange({ code: PUSHER_EVENTS[event].code, message: 'why' })
    await pass(0)
  }
  return { session, pusher, report, unmount }
}

const refusal = (status: number, code: string) => () => ({ status, body: { code, message: '不行', requestId: 'r' } })

describe('the teacher\'s pusher', () => {
  it('stops, then starts with the server\'s URL', async () => {
    const { pusher, report } = await teaching()
    expect(pusher.url.value).toBe('rtmp://push/1')
    expect(commands.start).toHaveBeenCalledTimes(1)
    expect(commands.stop.mock.invocationCallOrder[0]).toBeLessThan(commands.start.mock.invocationCallOrder[0] ?? 0)
    await report('PUSH_STARTED')
    expect(usePusherStore().state.phase).toBe('live')
  })

  it('takes the steps of the ladder: same URL, pause, new component, new URL', async () => {
    const { pusher, report } = await teaching()
    await report('PUSH_STARTED')
    await pass(7_000)
    await report('NETWORK_LOST')
    await pass(300)
    expect([commands.start.mock.calls.length, pusher.url.value, pusher.generation.value])
      .toEqual([2, 'rtmp://push/1', 1])
    await report('NETWORK_LOST')
    await pass(6_000)
    expect(commands.start).toHaveBeenCalledTimes(2)
    await pass(1_000)
    expect([commands.start.mock.calls.length, pusher.url.value, pusher.generation.value])
      .toEqual([3, 'rtmp://push/1', 1])
    await report('NETWORK_LOST')
    await pass(6_000)
    expect([commands.start.mock.calls.length, pusher.url.value, pusher.generation.value])
      .toEqual([4, 'rtmp://push/1', 2])
    await report('NETWORK_LOST')
    await pass(6_000)
    expect([commands.start.mock.calls.length, pusher.url.value, pusher.generation.value])
      .toEqual([5, 'rtmp://push/2', 2])
  })

  it('keeps requesting while the server is unreachable, at most a second apart', async () => {
    server.on(START, () => 'unreachable')
    await teaching()
    await pass(10_000)
    expect(server.requests.length).toBeGreaterThan(9)
    expect(usePusherStore().state.phase).not.toBe('failed')
    expect(commands.start).not.toHaveBeenCalled()
  })

  it('stops trying when the server refuses the start', async () => {
    server.on(START, refusal(409, 'LESSON_NOT_OPEN'))
    await teaching()
    await pass(60_000)
    expect(usePusherStore().state).toEqual({ phase: 'refused', code: 'LESSON_NOT_OPEN' })
    expect(starts()).toBe(1)
  })

  it('starts again after a start without a report', async () => {
    await teaching()
    await pass(20_000)
    expect(usePusherStore().state.phase).toBe('waiting')
    await pass(300 + 1_000)
    expect(commands.start).toHaveBeenCalledTimes(2)
  })

  it('tries again after a refused command', async () => {
    commands.start.mockRejectedValueOnce({ errMsg: 'start:fail' })
    await teaching()
    await pass(6_000 + 1_000)
    expect(commands.start).toHaveBeenCalledTimes(2)
  })

  it('goes on when a command never calls back', async () => {
    const never = () => new Promise<void>(() => {})
    commands.stop.mockImplementation(never)
    commands.start.mockImplementation(never)
    const { report } = await teaching()
    await pass(2_000)
    expect(commands.start).toHaveBeenCalledTimes(1)
    await report('PUSH_STARTED')
    expect(usePusherStore().state.phase).toBe('live')
  })

  it('is live by its statistics when no code says so, and stays live by them', async () => {
    const { session, pusher } = await teaching()
    session.serverSaid(liveAt('live'))
    const measure = () => pusher.onNetStatus({ info: { videoBitrate: 850, audioBitrate: 48, netSpeed: 900 } })
    for (let report = 0; report < 300; report += 1) {
      await pass(2_000)
      measure()
    }
    expect(usePusherStore().state.phase).toBe('live')
    expect(commands.start).toHaveBeenCalledTimes(1)
  })

  it('asks the server when its statistics show no media', async () => {
    const { session, pusher, report } = await teaching()
    await report('PUSH_STARTED')
    session.serverSaid(liveAt('live'))
    server.on(LIVE, () => ({ status: 200, body: liveAt('live') }))
    const rest = async () => {
      for (let time = 0; time < 3; time += 1) {
        await pass(2_000)
        pusher.onNetStatus({ info: { videoBitrate: 0, audioBitrate: 0, netSpeed: 0 } })
      }
      await pass(0)
    }
    await rest()
    expect(server.requests.filter(({ method }) => method === 'GET').length).toBe(1)
    expect(usePusherStore().state.phase).toBe('live')
    server.on(LIVE, () => ({ status: 200, body: liveAt('interrupted') }))
    await rest()
    expect(usePusherStore().state).toMatchObject({ phase: 'waiting', reason: 'UNSEEN' })
  })

  it('fails with the reason of the command\'s error number', async () => {
    commands.start.mockRejectedValueOnce(new CommandError('start:fail', 1107013))
    await teaching()
    expect(usePusherStore().state).toMatchObject({ phase: 'failed', reason: 'SYSTEM_PERMISSION_MISSING' })
  })

  it('does not push after another device took over', async () => {
    const { report } = await teaching()
    await report('PUSH_STARTED')
    server.on(LIVE, () => ({ status: 200, body: { ...liveAt('live'), publisherDevice: deviceMark('s', 'another') } }))
    await report('SERVER_CLOSED')
    await pass(400)
    expect(usePusherStore().state.phase).toBe('taken-over')
    await pass(60_000)
    expect(commands.start).toHaveBeenCalledTimes(1)
  })

  it('reconnects after SERVER_CLOSED when no other device sends or the server does not answer', async () => {
    const { report } = await teaching()
    await report('PUSH_STARTED')
    await pass(7_000)
    await report('SERVER_CLOSED')
    await pass(400 + 300)
    expect(commands.start).toHaveBeenCalledTimes(2)
    await report('PUSH_STARTED')
    await pass(7_000)
    server.on(LIVE, () => 'unreachable')
    await report('SERVER_CLOSED')
    await pass(400)
    expect(usePusherStore().state).toMatchObject({ phase: 'waiting', reason: 'SERVER_UNREACHABLE' })
    server.on(LIVE, () => ({ status: 200, body: liveAt('interrupted') }))
    await pass(2_000)
    expect(commands.start).toHaveBeenCalledTimes(3)
  })

  it('starts again a second after a phone call', async () => {
    const { report } = await teaching()
    await report('PUSH_STARTED')
    await report('CALL_INTERRUPTED')
    await pass(20_000)
    expect(commands.start).toHaveBeenCalledTimes(1)
    uniStub.onAudioInterruptionEnd.mock.lastCall?.[0]()
    await pass(1_000)
    expect(commands.start).toHaveBeenCalledTimes(2)
    expect(commands.pause).not.toHaveBeenCalled()
  })

  it('pauses and resumes on iOS after a phone call', async () => {
    getDeviceInfo.mockReturnValue({ platform: 'ios' })
    const { report } = await teaching()
    await report('PUSH_STARTED')
    await report('CALL_INTERRUPTED')
    uniStub.onAudioInterruptionEnd.mock.lastCall?.[0]()
    await pass(1_000)
    expect(commands.pause).toHaveBeenCalledTimes(1)
    expect(commands.resume).toHaveBeenCalledTimes(1)
  })

  it('shows the camera preview before class, and again only by request', async () => {
    const component = ref(commands as unknown as LivePusherCommands)
    const { result: session } = withSetup(() => {
      usePusher({ component, onReport })
      return useLiveSessionStore()
    })
    session.enter('l', usePusherStore())
    usePusherStore().dispatch({ type: 'previewRequested' })
    await pass(0)
    expect(commands.startPreview).toHaveBeenCalledTimes(1)
    usePusherStore().dispatch({ type: 'reported', event: 'CAMERA_DENIED' })
    await pass(0)
    expect(commands.startPreview).toHaveBeenCalledTimes(1)
    usePusherStore().dispatch({ type: 'previewRequested' })
    await pass(0)
    expect(commands.startPreview).toHaveBeenCalledTimes(2)
  })

  it('waits without a network, and tries at once when it is back', async () => {
    const { report } = await teaching()
    const network = useNetworkStore()
    await report('PUSH_STARTED')
    network.isConnected = false
    await report('NETWORK_LOST')
    await pass(60_000)
    expect(commands.start).toHaveBeenCalledTimes(1)
    network.isConnected = true
    await pass(0)
    expect(commands.start).toHaveBeenCalledTimes(2)
  })

  it('ends the wait when the server answers again', async () => {
    const { report } = await teaching()
    const network = useNetworkStore()
    server.on(LIVE, () => 'unreachable')
    await report('PUSH_STARTED')
    await pass(7_000)
    const ask = () => api('getLiveSnapshot', { params: { id: 'l' } }).catch(() => {})
    await Promise.all([ask(), ask()])
    expect(network.isServerReachable).toBe(false)
    await report('NETWORK_LOST')
    expect(commands.start).toHaveBeenCalledTimes(1)
    server.on(LIVE, () => ({ status: 200, body: liveAt('interrupted') }))
    await ask()
    await pass(0)
    expect(commands.start).toHaveBeenCalledTimes(2)
  })

  it('does not start again when the page is shown while it connects', async () => {
    await teaching()
    fireHook('onShow')
    await pass(0)
    expect(commands.start).toHaveBeenCalledTimes(1)
  })

  it('sends no command while WeChat hides the page', async () => {
    const { report } = await teaching()
    await report('PUSH_STARTED')
    commands.stop.mockClear()
    fireHook('onHide')
    await report('APP_SUSPENDED')
    await pass(60_000)
    expect(commands.stop).not.toHaveBeenCalled()
    fireHook('onShow')
    await pass(0)
    expect(commands.start).toHaveBeenCalledTimes(2)
  })

  it('stops when the class is over', async () => {
    const { session, report } = await teaching()
    await report('PUSH_STARTED')
    commands.stop.mockClear()
    session.serverSaid(liveAt('ended'))
    await pass(0)
    expect(commands.stop).toHaveBeenCalledTimes(1)
  })

  it('stops when the page is left', async () => {
    const { report, unmount } = await teaching()
    await report('PUSH_STARTED')
    commands.stop.mockClear()
    unmount()
    expect(commands.stop).toHaveBeenCalledTimes(1)
  })

  it('looks who publishes before it asks for a URL by itself, not after a press', async () => {
    const { report } = await teaching()
    const asked = () => server.requests.map(({ method, url }) => `${method} ${url.split('/').at(-1)}`)
    expect(asked()).toEqual(['POST start'])
    await report('PUSH_STARTED')
    await report('SERVER_CLOSED')
    await pass(10_000)
    expect(asked().slice(1)).toEqual(['GET live', 'GET live', 'POST start'])
    expect(server.requests[0]?.data).toEqual({ device: expect.stringMatching(/^[a-z0-9]{20}$/) })
  })

  it('passes on the component\'s messages and errors', async () => {
    const { pusher } = await teaching()
    pusher.onError({ errCode: 10001, errMsg: 'camera: denied' })
    expect(onReport).toHaveBeenLastCalledWith('CAMERA_DENIED', 'camera: denied')
    expect(usePusherStore().state).toMatchObject({ phase: 'failed', reason: 'CAMERA_DENIED' })
  })

  it('reports a bad network for a while after NETWORK_BUSY', async () => {
    const { session, report } = await teaching()
    fireHook('onShow')
    await report('NETWORK_BUSY')
    await pass(1_000)
    expect(session.qualityLevel).toBe(5)
    await pass(5_000)
    expect(session.qualityLevel).toBeUndefined()
  })
})
