import '../debug-log.css'
import './portable-player.css'
import type { KeptPlayer, LivePlayerCommands, LivePlayerProps } from '../../live-player.types'
import { EMPTY_DEBUG_LOG, toDebugText, withCode, withInfo } from '../debug-log'
import { PLAYER_NOT_IN_BROWSERS, refuseAll } from '../unsupported'
import { BrowserPlayer } from './browser-player'
import type { PlayerEmit } from './browser-player'

export interface PortablePlayer extends KeptPlayer, LivePlayerCommands {
  /** New props; another `generation` is another element and another connection. */
  apply: (settings: LivePlayerProps) => void
  /** The place that outlives the others; without one the picture leaves the document. */
  home: HTMLElement | undefined
  goHome: () => void
  /** Width by height of the picture; undefined before the first. */
  ratio: () => number | undefined
  dispose: () => void
}

interface Media {
  video: HTMLVideoElement
  still: HTMLCanvasElement
}

const PICTURE_CLASS = 'live-player__picture'

function createMedia(): Media {
  const video = document.createElement('video')
  video.playsInline = true
  video.preload = 'auto'
  // Safari's word for "float when the app is left"; others ignore it.
  video.setAttribute('autopictureinpicture', '')
  const still = document.createElement('canvas')
  still.hidden = true
  for (const element of [video, still]) element.className = PICTURE_CLASS
  return { video, still }
}

/**
 * A `BrowserPlayer` with its elements in one box that moves from place to place while it plays. A browser stops a video
 * that has left the document when the task is over; within one task it is moved without a break, and nothing is opened
 * again.
 */
export function createPortablePlayer(first: LivePlayerProps, emit: PlayerEmit): PortablePlayer {
  const box = document.createElement('div')
  const debug = document.createElement('pre')
  debug.className = 'live-debug'
  let settings = first
  let debugLog = EMPTY_DEBUG_LOG
  let stage: HTMLElement | undefined
  let media = createMedia()
  let player = open()

  function open(): BrowserPlayer {
    box.replaceChildren(media.video, media.still, debug)
    dress()
    // Full screen before the first place would be that of a box without controls.
    return new BrowserPlayer({ stage: stage ?? box, ...media }, settings, {
      ...emit,
      statechange: change => {
        if (settings.debug) debugLog = withCode(debugLog, change.code)
        emit.statechange(change)
      },
      netstatus: status => {
        if (settings.debug) debugLog = withInfo(debugLog, status.info)
        debug.textContent = settings.debug ? toDebugText(debugLog) : ''
        emit.netstatus(status)
      },
    })
  }

  function dress(): void {
    box.className = `live-player__media live-player__media--${settings.objectFit} live-player__media--${settings.orientation}`
    debug.hidden = !settings.debug
  }

  function moveTo(place: HTMLElement | undefined): void {
    stage = place
    if (place) {
      place.prepend(box)
      player.showIn(place)
    } else box.remove()
  }

  const portable: PortablePlayer = {
    ...refuseAll(PLAYER_NOT_IN_BROWSERS),
    play: () => player.play(),
    stop: () => player.stop(),
    pause: () => player.pause(),
    resume: () => player.resume(),
    mute: muted => player.mute(muted),
    requestFullScreen: direction => player.requestFullScreen(direction),
    exitFullScreen: () => player.exitFullScreen(),
    snapshot: options => player.snapshot(options),
    requestPictureInPicture: () => player.requestPictureInPicture(),
    exitPictureInPicture: () => player.exitPictureInPicture(),
    home: undefined,
    apply(next) {
      const before = settings
      settings = next
      if (next.generation === before.generation) {
        dress()
        player.apply(next)
        return
      }
      // The old player leaves its element before that is gone.
      player.dispose()
      media = createMedia()
      player = open()
    },
    showIn: moveTo,
    leave(place) {
      if (stage === place) moveTo(undefined)
    },
    goHome() {
      moveTo(portable.home)
    },
    ratio() {
      const { videoWidth, videoHeight } = media.video
      return videoWidth > 0 && videoHeight > 0 ? videoWidth / videoHeight : undefined
    },
    dispose() {
      player.dispose()
      box.remove()
    },
  }
  return portable
}
