/** Runs in the bench's second browser: the real player, and a reader of the clock that it shows. */
import { LIVE_PLAYER_DEFAULTS } from '../../../src/platform/live-player.defaults'
import { BrowserPlayer } from '../../../src/platform/h5/player/browser-player'
import { READ_SIZE, readClockAge } from './painted-clock'
import type { PlayerPage, Watch } from './pages'

/** The clock's part of the picture: two rows of 40 out of 360. */
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
    context.drawImage(video, 0, 0, video.videoWidth, video.videoHeight * CLOCK_SHARE, 0, 0, READ_SIZE.width, READ_SIZE.height)
    return readClockAge(context.getImageData(0, 0, READ_SIZE.width, READ_SIZE.height).data, nowMs)
  }
}

function open(src: string, minCache: number, maxCache: number, onCode: (code: number) => void) {
  const elements = createStage()
  const player = new BrowserPlayer(elements, { ...LIVE_PLAYER_DEFAULTS, src, minCache, maxCache }, {
    statechange: ({ code }) => onCode(code),
    netstatus: () => {},
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

const page: PlayerPage = {
  async watch(src, minCache, maxCache, { warmUpMs, measureMs }) {
    const result: Watch = { samples: [], codes: [] }
    const { video, player, close } = open(src, minCache, maxCache, code => result.codes.push(code))
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
    // The library is there before somebody taps "join": the page fetches it when it opens.
    const { video, player, close } = open(src, 1, 3, () => {})
    const firstPicture = new Promise<number>(resolve => video.requestVideoFrameCallback(() => resolve(performance.now())))
    const tappedAtMs = performance.now()
    await player.play()
    const elapsedMs = await firstPicture - tappedAtMs
    close()
    return elapsedMs
  },
}

Object.assign(window, { page })
