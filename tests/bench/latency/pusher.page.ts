/** Runs in the bench's first browser: the real pusher with a camera that shows the clock. */
import { LIVE_PUSHER_DEFAULTS } from '../../../src/platform/live-pusher.defaults'
import type { LivePusherProps } from '../../../src/platform/live-pusher.types'
import { BrowserPusher } from '../../../src/platform/h5/pusher/browser-pusher'
import { paintClock } from './painted-clock'
import type { PusherPage } from './pages'

const WIDTH = 640
const HEIGHT = 360
const CELL_HEIGHT = 40
const CAMERA_FPS = 30

/** Paints a moving picture, which needs encoding work, with the clock on top. */
function paintedCamera(): MediaStreamTrack {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const context = canvas.getContext('2d', { alpha: false })
  const paint = () => {
    if (!context) return
    const turn = performance.now() / 3000
    context.fillStyle = `hsl(${Math.round(turn * 40) % 360} 40% 45%)`
    context.fillRect(0, CELL_HEIGHT * 2, WIDTH, HEIGHT)
    context.fillStyle = '#f2e8d5'
    context.fillRect(WIDTH / 2 + Math.cos(turn * 5) * 200, 200 + Math.sin(turn * 3) * 80, 60, 60)
    paintClock(context, Date.now(), WIDTH, CELL_HEIGHT)
    requestAnimationFrame(paint)
  }
  paint()
  const [track] = canvas.captureStream(CAMERA_FPS).getVideoTracks()
  if (!track) throw new Error('The canvas gives no track')
  return track
}

const openRealDevices = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
navigator.mediaDevices.getUserMedia = async ({ video, audio }: MediaStreamConstraints = {}) => {
  const microphone = audio ? (await openRealDevices({ audio })).getAudioTracks() : []
  return new MediaStream(video ? [paintedCamera(), ...microphone] : microphone)
}

const codes: number[] = []
const status: object[] = []

let pusher: BrowserPusher | undefined
let settings: LivePusherProps = { ...LIVE_PUSHER_DEFAULTS, orientation: 'horizontal', mode: 'SD' }

const page: PusherPage = {
  codes,
  status,
  async push(url, changes) {
    const preview = document.querySelector('video')
    if (!preview) throw new Error('The page has no preview')
    settings = { ...settings, ...changes, url }
    pusher = new BrowserPusher(preview, settings, {
      statechange: ({ code }) => codes.push(code),
      netstatus: ({ info }) => status.push(info),
      error: ({ errCode }) => codes.push(errCode),
      audiovolumenotify: () => {},
    })
    await pusher.start()
  },
  async set(changes) {
    settings = { ...settings, ...changes }
    await pusher?.apply(settings)
  },
  async setVolume(volume) {
    await pusher?.setMICVolume(volume)
  },
  async stop() {
    await pusher?.stop()
  },
}

Object.assign(window, { page })
