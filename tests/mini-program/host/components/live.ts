import type { LiveKind } from '../live/stand-in'
import { part } from './built-in'
import type { BuiltIn } from './built-in'

/** Attributes and defaults of WeChat's table. Older base libraries ignore the floating window (`floatsSince`). */
const PLAYER: NonNullable<BuiltIn['properties']> = {
  src: String,
  mode: { type: String, value: 'live' },
  autoplay: Boolean,
  muted: Boolean,
  orientation: { type: String, value: 'vertical' },
  objectFit: { type: String, value: 'contain' },
  backgroundMute: Boolean,
  minCache: { type: Number, value: 1 },
  maxCache: { type: Number, value: 3 },
  soundMode: { type: String, value: 'speaker' },
  autoPauseIfNavigate: { type: Boolean, value: true },
  autoPauseIfOpenNative: { type: Boolean, value: true },
  pictureInPictureMode: { type: null, value: '' },
  pictureInPictureInitPosition: String,
  enableAutoRotation: Boolean,
  referrerPolicy: { type: String, value: 'no-referrer' },
  enableCasting: Boolean,
}
const PUSHER: NonNullable<BuiltIn['properties']> = {
  url: String,
  mode: { type: String, value: 'RTC' },
  autopush: Boolean,
  muted: Boolean,
  enableCamera: { type: Boolean, value: true },
  enableMic: { type: Boolean, value: true },
  autoFocus: { type: Boolean, value: true },
  orientation: { type: String, value: 'vertical' },
  beauty: { type: Number, value: 0 },
  whiteness: { type: Number, value: 0 },
  aspect: { type: String, value: '9:16' },
  minBitrate: { type: Number, value: 200 },
  maxBitrate: { type: Number, value: 1000 },
  audioQuality: { type: String, value: 'high' },
  waitingImage: String,
  waitingImageHash: String,
  zoom: Boolean,
  devicePosition: { type: String, value: 'front' },
  backgroundMute: Boolean,
  mirror: Boolean,
  remoteMirror: Boolean,
  localMirror: { type: String, value: 'auto' },
  audioReverbType: { type: Number, value: 0 },
  enableAgc: Boolean,
  enableAns: Boolean,
  audioVolumeType: { type: String, value: 'auto' },
  videoWidth: { type: Number, value: 360 },
  videoHeight: { type: Number, value: 640 },
  beautyStyle: { type: String, value: 'smooth' },
  filter: { type: String, value: 'standard' },
  pictureInPictureMode: { type: null, value: '' },
  customEffect: Boolean,
  voiceChangerType: { type: Number, value: 0 },
  fps: { type: Number, value: 15 },
}

function live(kind: LiveKind, properties: NonNullable<BuiltIn['properties']>): BuiltIn {
  return {
    tag: `live-${kind}`,
    properties,
    create(instance) {
      const { host, component } = instance
      part(instance, 'div', 'kaike-picture')
      let isStarted = false
      // The page can find the component only after the whole tree is attached.
      queueMicrotask(() => {
        isStarted = true
        host.live.attached(kind, component)
      })
      return changed => {
        if (!isStarted) return
        for (const attribute of changed) host.live.of(component)?.changed(attribute)
      }
    },
    detached: ({ host, component }) => host.live.detached(component),
  }
}

export const livePlayer = live('player', PLAYER)
export const livePusher = live('pusher', PUSHER)
