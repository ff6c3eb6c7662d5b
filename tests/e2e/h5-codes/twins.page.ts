/** Runs in Chromium: the browser's twins of WeChat's components, without the rest of the app. */
import { BrowserPlayer } from '../../../src/platform/h5/player/browser-player'
import { BrowserPusher } from '../../../src/platform/h5/pusher/browser-pusher'
import { LIVE_PLAYER_DEFAULTS } from '../../../src/platform/live-player.defaults'
import { LIVE_PUSHER_DEFAULTS } from '../../../src/platform/live-pusher.defaults'
import type { Twins } from './twins'

const codes: number[] = []
const report = {
  statechange: ({ code }: { code: number }) => void codes.push(code),
  error: ({ errCode }: { errCode: number }) => void codes.push(errCode),
  netstatus: () => {},
}
const refusalOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'errMsg' in error ? String(error.errMsg) : String(error)

function add<Tag extends keyof HTMLElementTagNameMap>(tag: Tag): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  document.body.append(element)
  return element
}

let pusher: BrowserPusher | undefined
/** Small and slow, because many run at the same time. */
const settings = {
  ...LIVE_PUSHER_DEFAULTS,
  mode: 'SD' as const,
  orientation: 'horizontal' as const,
  minBitrate: 300,
  maxBitrate: 800,
}

function getPusher(): BrowserPusher {
  if (pusher) return pusher
  const preview = add('video')
  preview.muted = true
  pusher = new BrowserPusher(preview, settings, { ...report, audiovolumenotify: () => {} })
  return pusher
}

const twins: Twins = {
  codes,
  preview: () => getPusher().startPreview().catch(() => { /* The error is also reported as a code. */ }),
  async push(url) {
    await getPusher().apply({ ...settings, url })
    return getPusher().start().then(() => '', refusalOf)
  },
  async play(src) {
    const elements = { stage: add('div'), video: add('video'), still: add('canvas') }
    const player = new BrowserPlayer(elements, { ...LIVE_PLAYER_DEFAULTS, src }, {
      ...report,
      fullscreenchange: () => {},
      autoplaymuted: () => {},
      enterpictureinpicture: () => {},
      leavepictureinpicture: () => {},
    })
    await player.play()
  },
}

Object.assign(window, { twins })
