import '../debug-log.css'
import './portable-player.css'
import type { KeptPlayer, LivePlayerCommands, LivePlayerProps } from '../../live-player.types'
import { EMPTY_DEBUG_LOG, toDebugText, withCode, withInfo } from '../debug-log'
import { PLAYER_NOT_IN_BROWSERS, refuseAll } from '../unsupported'
import { answering, passing } from '../withheld'
import { BrowserPlayer } from './browser-player'
import type { PlayerEmit } from './browser-player'

export interface PortablePlayer extends KeptPlayer, LivePlayerCommands {
  /** Applies new props; a new `generation` creates a new element and a new connection. */
  apply: (settings: LivePlayerProps) => void
  /** Shows the player on this stage; without a stage the picture leaves the document. */
  home: HTMLElement | undefined
  goHome: () => void
  /** Width by height of the picture; undefined before the first one. */
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
  // Safari's attribute for floating when the user leaves the app; other browsers ignore it.
  video.setAttribute('autopictureinpicture', '')
  const still = document.createElement('canvas')
  still.hidden = true
  for (const element of [video, still]) element.className = PICTURE_CLASS
  return { video, still }
}

/**
 * A `BrowserPlayer` with its elements in one box that moves between stages while it plays. A browser stops a video that
 * is outside the document at the end of a task; a move within one task causes no break and no new connection.
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
    // Full screen before the first stage would show a box without controls.
    return new BrowserPlayer({ stage: stage ?? box, ...media }, settings, passing('player', {
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
    }))
  }

  function dress(): void {
    const { objectFit, orientation } = settings
    box.className = `live-player__media live-player__media--${objectFit} live-player__media--${orientation}`
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
    play: () => answering('player', 'play', player.play()),
    stop: () => answering('player', 'stop', player.stop()),
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
      // The old player releases its element before the element is removed.
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
