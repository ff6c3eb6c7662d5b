/** Runs in the bench's second browser: the real player, and a reader of the clock in its picture. */
import { startCacheTuner, stepCacheTuner } from '../../../src/features/player/rules/cache/cache-tuner'
import type { CacheFact } from '../../../src/features/player/rules/cache/cache-state'
import { toPlayerNetStatus } from '../../../src/features/codes/netstatus'
import type { RawNetStatus } from '../../../src/features/codes/netstatus'
import { toPlayerEvent } from '../../../src/features/codes/player-events'
import { LIVE_PLAYER_DEFAULTS } from '../../../src/platform/live-player.defaults'
import type { LivePlayerProps } from '../../../src/platform/live-player.types'
import { BrowserPlayer } from '../../../src/platform/h5/player/browser-player'
import { READ_SIZE, readClockAge } from './painted-clock'
import type { PlayerPage, Watch, WatchCache } from './pages'

/** The clock's share of the picture: two rows of 40 out of 360. */
const CLOCK_SHARE = 80 / 360

function createStage() {
  const stage = document.createElement('div')
  const video = document.createElement('video')
  const still = document.createElement('canvas')
  video.playsInline = true
  video.preload = 'auto'
  stage.append(video, still)
  document.body.append(stage)
  return { stage, video, still }
}

function clockReader(video: HTMLVideoElement): () => number | undefined {
  const canvas = new OffscreenCanvas(READ_SIZE.width, READ_SIZE.height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return () => {
    if (!context) return undefined
    const nowMs = Date.now()
    const { width, height } = READ_SIZE
    context.drawImage(video, 0, 0, video.videoWidth, video.videoHeight * CLOCK_SHARE, 0, 0, width, height)
    return readClockAge(context.getImageData(0, 0, width, height).data, nowMs)
  }
}

interface Reports {
  onCode: (code: number) => void
  onNetStatus: (raw: RawNetStatus) => void
}

function open(settings: LivePlayerProps, { onCode, onNetStatus }: Reports) {
  const elements = createStage()
  const player = new BrowserPlayer(elements, settings, {
    statechange: ({ code }) => onCode(code),
    netstatus: ({ info }) => onNetStatus(info),
    fullscreenchange: () => {},
    error: () => {},
    enterpictureinpicture: () => {},
    leavepictureinpicture: () => {},
    autoplaymuted: () => {},
  })
  const close = () => {
    player.dispose()
    elements.stage.remove()
  }
  return { ...elements, player, close }
}

/** The app's tuner, used as in `use-cache-tuner.ts`. */
function createTuner(cache: WatchCache) {
  let state = startCacheTuner('live', 'automatic')
  const fixed = cache === 'automatic' ? undefined : { minCacheSeconds: cache[0], maxCacheSeconds: cache[1] }
  return {
    limits: () => fixed ?? state.limits,
    tell(fact: CacheFact) {
      state = stepCacheTuner(state, fact)
    },
  }
}

const page: PlayerPage = {
  async watch(src, cache, { warmUpMs, measureMs }) {
    const tuner = createTuner(cache)
    const result: Watch = { samples: [], codes: [], floors: [tuner.limits().minCacheSeconds] }
    const settings = (): LivePlayerProps => {
      const { minCacheSeconds, maxCacheSeconds } = tuner.limits()
      return { ...LIVE_PLAYER_DEFAULTS, src, minCache: minCacheSeconds, maxCache: maxCacheSeconds }
    }
    const tell = (fact: CacheFact) => {
      const before = tuner.limits()
      tuner.tell(fact)
      if (tuner.limits() === before) return
      result.floors.push(tuner.limits().minCacheSeconds)
      player.apply(settings())
    }
    const { video, player, close } = open(settings(), {
      onCode(code) {
        result.codes.push(code)
        const event = toPlayerEvent(code)
        if (event) tell({ type: 'reported', event, atMs: performance.now() })
      },
      onNetStatus: raw => tell({ type: 'netStatus', status: toPlayerNetStatus(raw), atMs: performance.now() }),
    })
    const readClock = clockReader(video)
    let measureFromMs = Number.POSITIVE_INFINITY
    const read = () => {
      video.requestVideoFrameCallback(nowMs => {
        read()
        if (nowMs >= measureFromMs) result.samples.push({ atMs: nowMs, latencyMs: readClock() })
      })
    }
    read()
    await player.play()
    await new Promise<void>(resolve => video.addEventListener('playing', () => resolve(), { once: true }))
    measureFromMs = performance.now() + warmUpMs
    await new Promise(resolve => setTimeout(resolve, warmUpMs + measureMs))
    close()
    return result
  },

  async join(src) {
    // The app loads the library before the tap on "join", when the page opens.
    const reports = { onCode: () => {}, onNetStatus: () => {} }
    const { video, player, close } = open({ ...LIVE_PLAYER_DEFAULTS, src }, reports)
    const firstPicture = new Promise<number>(resolve => {
      video.requestVideoFrameCallback(() => resolve(performance.now()))
    })
    const tappedAtMs = performance.now()
    await player.play()
    const elapsedMs = await firstPicture - tappedAtMs
    close()
    return elapsedMs
  },
}

Object.assign(window, { page })
