import { partsOf } from './table'
import type { Capability, PlayerCapability, PusherCapability } from './table'

/** The parts of WeChat's components that the browser twins implement; the rest is absent, not faked. */
export const BROWSER_CAPABILITIES: ReadonlySet<string> = new Set<PlayerCapability | PusherCapability>([
  'player.src', 'player.mode', 'player.autoplay', 'player.muted', 'player.orientation', 'player.objectFit',
  'player.backgroundMute', 'player.minCache', 'player.maxCache', 'player.pictureInPictureMode',
  'player.pictureInPictureInitPosition', 'player.debug', 'player.statechange', 'player.netstatus',
  'player.fullscreenchange', 'player.enterpictureinpicture', 'player.leavepictureinpicture', 'player.play',
  'player.stop', 'player.pause', 'player.resume', 'player.mute', 'player.requestFullScreen', 'player.exitFullScreen',
  'player.snapshot', 'player.snapshotQuality', 'player.requestPictureInPicture', 'player.exitPictureInPicture',
  'pusher.url', 'pusher.mode', 'pusher.modeQVGA', 'pusher.modeHVGA', 'pusher.autopush', 'pusher.muted',
  'pusher.enableCamera', 'pusher.autoFocus', 'pusher.orientation', 'pusher.aspect', 'pusher.minBitrate',
  'pusher.maxBitrate', 'pusher.audioQuality', 'pusher.waitingImage', 'pusher.waitingImageFile', 'pusher.devicePosition',
  'pusher.mirror', 'pusher.remoteMirror', 'pusher.localMirror', 'pusher.enableMic', 'pusher.enableAgc',
  'pusher.enableAns', 'pusher.videoWidth', 'pusher.videoHeight', 'pusher.fps', 'pusher.debug', 'pusher.statechange',
  'pusher.netstatus', 'pusher.error', 'pusher.audiovolumenotify', 'pusher.startPreview', 'pusher.stopPreview',
  'pusher.start', 'pusher.stop', 'pusher.pause', 'pusher.resume', 'pusher.switchCamera', 'pusher.toggleTorch',
  'pusher.getMaxZoom', 'pusher.setZoom', 'pusher.setMICVolume', 'pusher.snapshot', 'pusher.snapshotQuality',
])

/** Properties of this browser that decide about single parts. */
export interface BrowserFacts {
  /** The player controls the cache; false where the browser plays HLS by itself. */
  hasPlayerCache: boolean
  hasPictureInPicture: boolean
  hasTorch: boolean
  hasZoom: boolean
}

const PICTURE_IN_PICTURE = [
  'player.requestPictureInPicture', 'player.exitPictureInPicture', 'player.enterpictureinpicture',
  'player.leavepictureinpicture',
]
const CACHE = ['player.minCache', 'player.maxCache']
const ZOOM = ['pusher.getMaxZoom', 'pusher.setZoom']

function hasPart(part: string, facts: BrowserFacts): boolean {
  if (!BROWSER_CAPABILITIES.has(part)) return false
  if (PICTURE_IN_PICTURE.includes(part)) return facts.hasPictureInPicture
  if (CACHE.includes(part)) return facts.hasPlayerCache
  if (part === 'pusher.toggleTorch') return facts.hasTorch
  return ZOOM.includes(part) ? facts.hasZoom : true
}

export const hasBrowserCapability = (capability: Capability, facts: BrowserFacts): boolean =>
  partsOf(capability).every(part => hasPart(part, facts))
