import { fakeServer, uniStub } from '../../../tests/support/client/fake-server'
import { createPinia, setActivePinia } from 'pinia'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, ref } from 'vue'
import type { QosBatch } from '@contract'
import { PLAYER_EVENTS } from '@/features/codes/player-events'
import type { LivePlayerCommands } from '@/platform/live-player.types'
import { useAuthStore } from '@/features/account/auth'
import { useFloatStore } from './float-store'
import { usePlayerStore } from '@/features/player/player-store'
import { useLiveSessionStore } from '@/features/class/live-session'
import { liveAt } from '../../../tests/support/client/live-snapshot'
import type { WatchPage } from './use-watch-page.types'

type Hook = (argument?: unknown) => void
type Hooks = Map<string, Hook[]>

/** Hooks of the page whose setup runs. */
let registering: Hooks
const recorder = vi.hoisted(() => (name: string, register: () => Hooks) => (hook: Hook) => {
  const hooks = register()
  hooks.set(name, [...hooks.get(name) ?? [], hook])
})
vi.mock('@dcloudio/uni-app', () => ({
  onLoad: recorder('onLoad', () => registering),
  onShow: recorder('onShow', () => registering),
  onHide: recorder('onHide', () => registering),
}))

interface Channel { lessonId: string, told: string[] }
const channels = vi.hoisted(() => [] as Channel[])
vi.mock('@/features/channel/channel', () => ({
  LessonChannel: class {
    readonly #own: Channel = { lessonId: '', told: [] }
    constructor({ getUrl }: { getUrl: () => Promise<string> }) {
      channels.push(this.#own)
      void getUrl().catch(() => {})
    }

    open() { this.#own.told.push('open') }
    close() { this.#own.told.push('close') }
    hidden() { this.#own.told.push('hidden') }
    shown() { this.#own.told.push('shown') }
    networkRestored() {}
  },
}))

afterAll(() => {
  vi.doUnmock('@dcloudio/uni-app')
  vi.doUnmock('@/features/channel/channel')
})

const { useWatchPage } = await import('./use-watch-page')

const navigateBack = vi.fn()
const context: Record<string, unknown> = {}
Object.assign(uniStub, {
  navigateBack,
  reLaunch: navigateBack,
  setKeepScreenOn: vi.fn(),
  createLivePlayerContext: () => context,
  getAppBaseInfo: () => ({ SDKVersion: '3.4.0' }),
  getDeviceInfo: () => ({ platform: 'android' }),
})
const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms)
const pinia = { current: createPinia() }

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(console, 'info').mockImplementation(() => {})
  vi.stubGlobal('getCurrentPages', () => [{}, {}])
  fakeServer.reset()
  fakeServer.on('POST /api/v1/lessons/a/watch', () => ({ status: 200, body: joined('a') }))
  fakeServer.on('POST /api/v1/lessons/b/watch', () => ({ status: 200, body: joined('b') }))
  for (const id of ['a', 'b']) {
    fakeServer.on(`POST /api/v1/lessons/${id}/live/qos`, () => ({ status: 200, body: { taken: 1 } }))
  }
  channels.length = 0
  navigateBack.mockClear()
  delete context.requestPictureInPicture
  pinia.current = createPinia()
  setActivePinia(pinia.current)
  useAuthStore().member = { id: 'm', name: '李同学', role: 'student' } as never
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const joined = (id: string) => ({
  live: liveAt('live'),
  channelUrl: 'ws://channel',
  playUrls: { flv: `http://play/${id}.flv`, wsFlv: `ws://play/${id}.flv`, rtmp: `rtmp://play/${id}` },
})

/** Opens a page on top of the stack. */
async function openPage(id: string) {
  registering = new Map()
  const hooks = registering
  const commands = {
    requestPictureInPicture: vi.fn(async () => {}),
    exitPictureInPicture: vi.fn(async () => {}),
    exitFullScreen: vi.fn(async () => {}),
  }
  const pages: WatchPage[] = []
  const app = createApp({
    setup() {
      pages.push(useWatchPage({ component: ref(commands as unknown as LivePlayerCommands) }))
      return () => null
    },
  })
  app.use(pinia.current)
  app.mount(document.createElement('div'))
  const [page] = pages
  if (!page) throw new Error('The page was not created')
  const fire = async (name: 'onLoad' | 'onShow' | 'onHide', argument?: unknown) => {
    for (const hook of hooks.get(name) ?? []) hook(argument)
    await pass()
  }
  await fire('onLoad', { id })
  await fire('onShow')
  useLiveSessionStore().serverSaid(liveAt('live'))
  await pass()
  await pass()
  return { ...page, commands, fire, channel: channels.at(-1), unload: () => app.unmount() }
}

describe('a class in WeChat', () => {
  it('plays on its page', async () => {
    const { watching, channel } = await openPage('a')
    expect(watching.player.src.value).toBe('http://play/a.flv')
    expect(channel?.told[0]).toBe('open')
    expect(useFloatStore().state).toMatchObject({ phase: 'on-page', lessonId: 'a' })
  })

  it('keeps its channel open in the floating window', async () => {
    const { fire, onWindowOpened, channel } = await openPage('a')
    await fire('onHide')
    onWindowOpened()
    await pass()
    expect(useFloatStore().state.phase).toBe('floating')
    expect(channel?.told.at(-1)).toBe('shown')
    const told = channel?.told.length
    await fire('onHide')
    expect(channel?.told).toHaveLength(told ?? 0)
  })

  it('ends its window, channel and player before another class starts', async () => {
    const first = await openPage('a')
    first.onWindowOpened()
    await first.fire('onHide')
    const second = await openPage('b')
    expect(first.commands.exitPictureInPicture).toHaveBeenCalledTimes(1)
    expect(first.channel?.told.at(-1)).toBe('close')
    expect([first.watching.display.hasStage.value, second.watching.display.hasStage.value]).toEqual([false, true])
    expect(second.watching.player.src.value).toBe('http://play/b.flv')
    expect(second.channel?.told).not.toContain('close')
  })

  it('ignores reports of a page that has lost the player', async () => {
    const first = await openPage('a')
    const second = await openPage('b')
    first.watching.player.onStateChange({ code: PLAYER_EVENTS.NETWORK_LOST.code, message: '' })
    first.onWindowClosed()
    first.unload()
    expect(useFloatStore().state).toMatchObject({ phase: 'on-page', lessonId: 'b' })
    expect(second.channel?.told).not.toContain('close')
    expect(usePlayerStore().state.phase).toBe('connecting')
  })

  it('is sampled only by the page that has the player', async () => {
    await openPage('a')
    const second = await openPage('b')
    second.watching.player.onStateChange({ code: PLAYER_EVENTS.PLAYING.code, message: '' })
    await pass(60_000)
    const batches = fakeServer.requests
      .filter(({ url }) => url.endsWith('/b/live/qos'))
      .map(({ data }) => data as QosBatch)
    const seconds = batches.flatMap(({ samples }) => samples.map(({ atMs }) => Math.floor(atMs / 1_000)))
    expect(seconds.length).toBeGreaterThan(10)
    expect(new Set(seconds).size).toBe(seconds.length)
  })

  it('ignores answers to a page that has lost the player', async () => {
    const answers: (() => void)[] = []
    fakeServer.on('POST /api/v1/lessons/a/watch', () => new Promise(resolve => {
      answers.push(() => resolve({ status: 200, body: { ...joined('a'), live: liveAt('ended') } }))
    }))
    await openPage('a')
    const second = await openPage('b')
    for (const answer of answers) answer()
    await pass()
    expect(answers.length).toBeGreaterThan(0)
    expect(useLiveSessionStore().lessonPhase).toBe('live')
    expect(second.watching.player.src.value).toBe('http://play/b.flv')
  })

  it('plays again when its page is shown again', async () => {
    const first = await openPage('a')
    const second = await openPage('b')
    second.unload()
    await first.fire('onShow')
    useLiveSessionStore().serverSaid(liveAt('live'))
    await pass()
    await pass()
    expect(first.watching.player.src.value).toBe('http://play/a.flv')
    expect(channels).toHaveLength(3)
    expect(channels.at(-1)?.told).not.toContain('close')
  })

  it('ends when the window of a closed page is closed', async () => {
    const { fire, onWindowOpened, onWindowClosed, unload, channel } = await openPage('a')
    onWindowOpened()
    await fire('onHide')
    onWindowClosed()
    unload()
    await pass()
    expect(useFloatStore().state).toEqual({ phase: 'nowhere' })
    expect(channel?.told.at(-1)).toBe('close')
  })
})

describe('the button for the floating window', () => {
  it('requests the window if WeChat has the command', async () => {
    context.requestPictureInPicture = () => {}
    const { floatNow, commands } = await openPage('a')
    floatNow()
    await pass()
    expect(commands.requestPictureInPicture).toHaveBeenCalledTimes(1)
    expect(navigateBack).not.toHaveBeenCalled()
  })

  it('navigates back, which opens the window, if the command is missing or fails', async () => {
    const { floatNow } = await openPage('a')
    floatNow()
    await pass()
    expect(navigateBack).toHaveBeenCalledTimes(1)
    context.requestPictureInPicture = () => {}
    const second = await openPage('a')
    second.commands.requestPictureInPicture.mockRejectedValue({ errMsg: 'fail', errno: 1_107_003 })
    second.floatNow()
    await pass()
    expect(navigateBack).toHaveBeenCalledTimes(2)
  })
})
