import { uniStub } from '../../../tests/support/client/fake-server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { fireHook } from '../../../tests/support/client/uni-app'
import { withSetup } from '../../../tests/support/client/with-setup'
import { PLAYER_EVENTS } from '@/features/codes/player-events'
import type { PlayerEvent } from '@/features/codes/player-events'
import type { LivePlayerCommands } from '@/platform/live-player.types'
import { ApiError, clientError } from '@/http/api-error'
import { useLiveSessionStore } from '@/features/class/live-session'
import { liveAt } from '../../../tests/support/client/live-snapshot'
import type { Joined } from '@/features/class/use-live-lesson'
import { liveDevice } from '@/platform/device/live-device'
import { usePlayer } from './use-player'
import { usePlayerStore } from './player-store'

const answer = (flv: string): Joined =>
  ({ playUrls: { flv, wsFlv: flv, rtmp: flv, hls: flv }, channelUrl: 'ws://channel', live: liveAt('live') })

Object.assign(uniStub, { getDeviceInfo: () => ({ platform: 'android' }) })

const takeJoined = vi.fn<() => Promise<Joined>>()
const commands = { stop: vi.fn(async () => {}), play: vi.fn(async () => {}) }
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(1)
  vi.spyOn(console, 'info').mockImplementation(() => {})
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  takeJoined.mockReset().mockImplementation(async () => answer(`http://play/${takeJoined.mock.calls.length}.flv`))
  commands.stop.mockClear()
  commands.play.mockClear()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** A student's page; the server has just said that the class is on air. */
async function watching() {
  const component = ref(commands as unknown as LivePlayerCommands)
  const { result, unmount } = withSetup(() =>
    ({ session: useLiveSessionStore(), player: usePlayer({ component, takeJoined, mode: 'live' }) }))
  const { session, player } = result
  session.enter('l', usePlayerStore())
  session.serverSaid(liveAt('live'))
  await pass(0)
  const report = async (event: PlayerEvent) => {
    player.onStateChange({ code: PLAYER_EVENTS[event].code, message: '' })
    await pass(0)
  }
  return { session, player, report, unmount }
}

describe('the student\'s player', () => {
  it('plays the server\'s URL, and clears it when the class is over', async () => {
    const { session, player, report } = await watching()
    expect(player.src.value).toBe('http://play/1.flv')
    await report('PLAYING')
    expect(usePlayerStore().state.phase).toBe('live')
    session.serverSaid(liveAt('ended'))
    await pass(0)
    expect(player.src.value).toBe('')
  })

  it('replays, then requests a new URL, then rebuilds the component', async () => {
    const { player, report } = await watching()
    await report('PLAYING')
    await pass(7_000)
    await report('NETWORK_LOST')
    await pass(300)
    expect([commands.stop.mock.calls.length, commands.play.mock.calls.length, player.src.value])
      .toEqual([1, 1, 'http://play/1.flv'])
    await report('NETWORK_LOST')
    await pass(6_000)
    expect([player.src.value, player.generation.value]).toEqual(['http://play/2.flv', 1])
    await report('NETWORK_LOST')
    await pass(6_000)
    expect([player.src.value, player.generation.value]).toEqual(['http://play/3.flv', 2])
  })

  it('starts the component by command when the new URL is the same', async () => {
    takeJoined.mockResolvedValue(answer('http://play/same.flv'))
    const { report } = await watching()
    expect(commands.play).not.toHaveBeenCalled()
    await report('ACCELERATED_URL_FAILED')
    await pass(6_000)
    expect(commands.stop).toHaveBeenCalledTimes(1)
    expect(commands.play).toHaveBeenCalledTimes(1)
  })

  it('retries while the server cannot be reached', async () => {
    takeJoined.mockRejectedValueOnce(clientError('OFFLINE')).mockRejectedValueOnce(clientError('TIMEOUT'))
    const { player } = await watching()
    await pass(600 + 1_000)
    expect(player.src.value).toBe('http://play/3.flv')
  })

  it('stops requesting after the server has refused', async () => {
    takeJoined.mockRejectedValue(new ApiError('NOT_FOUND', { status: 404, message: '没有找到' }))
    await watching()
    await pass(60_000)
    expect(usePlayerStore().state).toEqual({ phase: 'refused', code: 'NOT_FOUND' })
    expect(takeJoined).toHaveBeenCalledTimes(1)
  })

  it('requests a new URL when the component stays silent', async () => {
    const { player } = await watching()
    await pass(10_000 + 600)
    expect(player.src.value).toBe('http://play/2.flv')
  })

  it('keeps the last picture while the teacher is away', async () => {
    const { session, player, report } = await watching()
    await report('PLAYING')
    session.serverSaid(liveAt('interrupted'))
    await report('NETWORK_LOST')
    await pass(60_000)
    expect(player.src.value).toBe('http://play/1.flv')
    expect(takeJoined).toHaveBeenCalledTimes(1)
  })

  it('ignores an answer that arrives after the end of the class', async () => {
    let late = (_: Joined) => {}
    takeJoined.mockReturnValue(new Promise(resolve => { late = resolve }))
    const { session, player } = await watching()
    session.serverSaid(liveAt('ended'))
    await pass(0)
    late(answer('http://play/late.flv'))
    await pass(0)
    expect(player.src.value).toBe('')
  })

  it('sends no command while hidden, and recovers at once when shown', async () => {
    const { player, report } = await watching()
    await report('PLAYING')
    fireHook('onHide')
    await report('NETWORK_LOST')
    await pass(60_000)
    expect(takeJoined).toHaveBeenCalledTimes(1)
    expect(commands.play).not.toHaveBeenCalled()
    fireHook('onShow')
    await pass(0)
    expect(player.src.value).toBe('http://play/1.flv')
    expect(commands.play).toHaveBeenCalledTimes(1)
  })

  it('detects a frozen picture without a report', async () => {
    const { player, report } = await watching()
    await report('PLAYING')
    const still = () => player.onNetStatus({ info: { videoFPS: 0, netSpeed: 0 } })
    for (let n = 0; n < 2; n += 1) still()
    player.onNetStatus({ info: { videoFPS: 15, netSpeed: 900 } })
    for (let n = 0; n < 2; n += 1) still()
    expect(usePlayerStore().state.phase).toBe('live')
    still()
    expect(usePlayerStore().state).toMatchObject({ phase: 'waiting', reason: 'SILENT' })
  })

  it('fails without setting a URL that the component cannot play', async () => {
    takeJoined.mockResolvedValue(answer('http://play/class.m3u8'))
    const { player } = await watching()
    expect(usePlayerStore().state).toEqual({ phase: 'failed', reason: 'URL_UNPLAYABLE' })
    expect(player.src.value).toBe('')
  })

  it('fails at once on a device that can play none of the URLs', async () => {
    vi.spyOn(liveDevice, 'playUrlOf').mockReturnValue(undefined)
    const { player } = await watching()
    expect(usePlayerStore().state).toEqual({ phase: 'failed', reason: 'DEVICE_UNFIT' })
    expect(player.src.value).toBe('')
  })

  it('keeps its state after an unknown code', async () => {
    const { player } = await watching()
    player.onStateChange({ code: 4711, message: '' })
    expect(usePlayerStore().state.phase).toBe('connecting')
  })

  it('knows the orientation of the picture for full screen', async () => {
    const { player } = await watching()
    expect(player.isWidePicture()).toBe(true)
    player.onNetStatus({ info: { videoWidth: 360, videoHeight: 640 } })
    expect(player.isWidePicture()).toBe(false)
  })

  it('updates the network quality once a second, and clears it when reports stop', async () => {
    const { session, player } = await watching()
    fireHook('onShow')
    player.onNetStatus({ info: { netQualityLevel: 3 } })
    expect(session.qualityLevel).toBeUndefined()
    await pass(1_000)
    expect(session.qualityLevel).toBe(3)
    await pass(6_000)
    expect(session.qualityLevel).toBeUndefined()
  })
})
