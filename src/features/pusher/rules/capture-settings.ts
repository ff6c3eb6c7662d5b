/**
 * The teacher's picture and sound settings, named like WeChat's attributes (docs/reference/wechat-live-components.md,
 * C2).
 */
import type { EffectiveProfile } from './adaptive-quality'
import type { PusherCapability } from '@/platform/capabilities/table'
import type { PusherProfile } from './pusher-profiles'
import { DEFAULT_PROFILE, PROFILE_NAMES } from './quality-profiles'
import { readSettings } from '@/features/settings/rules/settings-table'
import type { NeededBy, SettingSpec, SettingsOf, SettingsTable } from '@/features/settings/rules/settings-table'

const SHARE = { kind: 'range', initial: 0, min: 0, max: 1, step: 0.1 } as const
const STRENGTH = { kind: 'range', initial: 0, min: 0, max: 9, step: 1 } as const

export const CAPTURE_SETTINGS = {
  /** The highest quality that is sent. */
  profile: { kind: 'choice', initial: DEFAULT_PROFILE, options: PROFILE_NAMES, needs: 'mode' },
  /** Lower quality on a bad network; see adaptive-quality.ts. */
  isAdaptive: { kind: 'flag', initial: true, needs: 'maxBitrate' },
  /** Frames per second; 0 means the profile's value. */
  fps: { kind: 'range', initial: 0, min: 0, max: 30, step: 1 },
  /**
   * In the background WeChat sends this picture instead of the camera's for three minutes. Without it students see
   * black.
   */
  waitingImage: { kind: 'flag', initial: true },

  devicePosition: { kind: 'choice', initial: 'front', options: ['front', 'back'] },
  /** `auto`: the orientation of the device. */
  orientation: { kind: 'choice', initial: 'auto', options: ['auto', 'vertical', 'horizontal'] },
  aspect: { kind: 'choice', initial: '9:16', options: ['9:16', '3:4'] },
  localMirror: { kind: 'choice', initial: 'auto', options: ['auto', 'enable', 'disable'] },
  /** Students see a mirrored picture, including any text in it. */
  remoteMirror: { kind: 'flag', initial: false },
  /** False: the teacher focuses by a tap on the picture. */
  autoFocus: { kind: 'flag', initial: true },
  /** The guide: enlarges the picture. WeChat's page: enables a change of the focal length, which `zoomFactor` does. */
  zoom: { kind: 'flag', initial: false },
  /** Zoom factor while `zoom` is on; also limited by the camera's `getMaxZoom`. */
  zoomFactor: { kind: 'range', initial: 1, min: 1, max: 10, step: 0.1, needs: 'setZoom' },
  /** The picture stays in a floating window while the teacher is on another page. */
  floatingPreview: { kind: 'flag', initial: false, needs: 'pictureInPictureMode' },

  beauty: STRENGTH,
  beautyStyle: { kind: 'choice', initial: 'smooth', options: ['smooth', 'nature'] },
  whiteness: STRENGTH,
  filter: {
    kind: 'choice', initial: 'standard',
    options: [
      'standard', 'pink', 'nostalgia', 'blues', 'romantic', 'cool', 'fresher', 'solor', 'aestheticism', 'whitening',
      'cerisered',
    ],
  },
  /** Enables the four settings below. */
  customEffect: { kind: 'flag', initial: false },
  skinWhiteness: SHARE,
  skinSmoothness: SHARE,
  faceThinness: SHARE,
  eyeBigness: SHARE,

  microphoneVolume: { kind: 'range', initial: 1, min: 0, max: 1, step: 0.1, needs: 'setMICVolume' },
  /**
   * A class is speech from all over a room. Unlike WeChat's defaults, gain control and noise suppression are on,
   * as in browsers.
   */
  enableAgc: { kind: 'flag', initial: true },
  enableAns: { kind: 'flag', initial: true },
  audioVolumeType: { kind: 'choice', initial: 'auto', options: ['auto', 'media', 'voicecall'] },
  audioReverbType: { kind: 'choice', initial: 0, options: [0, 1, 2, 3, 4, 5, 6, 7] },
  /** WeChat has no 5. */
  voiceChangerType: { kind: 'choice', initial: 0, options: [0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11] },

  /** A log over the picture, for support. The guide has it; WeChat's page no longer does. */
  debug: { kind: 'flag', initial: false },
} as const satisfies SettingsTable

export type CaptureSettings = SettingsOf<typeof CAPTURE_SETTINGS>
export type CaptureSettingName = keyof CaptureSettings

export const readCaptureSettings = (stored: unknown): CaptureSettings => readSettings(CAPTURE_SETTINGS, stored)

/** The platform capability that a setting needs. */
export function captureCapability(name: CaptureSettingName): PusherCapability {
  const { needs = name }: SettingSpec = CAPTURE_SETTINGS[name]
  return `pusher.${needs as NeededBy<typeof CAPTURE_SETTINGS>}`
}

/** Settings by group of the sheet. */
export const CAPTURE_GROUPS = {
  picture: [
    'profile', 'isAdaptive', 'fps', 'devicePosition', 'orientation', 'aspect', 'localMirror', 'remoteMirror',
    'autoFocus', 'zoom', 'zoomFactor',
  ],
  beauty: [
    'beauty', 'beautyStyle', 'whiteness', 'filter', 'customEffect', 'skinWhiteness', 'skinSmoothness', 'faceThinness',
    'eyeBigness',
  ],
  sound: ['microphoneVolume', 'enableAns', 'enableAgc', 'audioReverbType', 'voiceChangerType', 'audioVolumeType'],
  more: ['waitingImage', 'floatingPreview'],
} as const satisfies Record<string, readonly CaptureSettingName[]>

export type CaptureGroup = keyof typeof CAPTURE_GROUPS

/** Whether a setting has an effect with the current values of the others. */
export function countsNow(name: CaptureSettingName, settings: CaptureSettings): boolean {
  switch (name) {
    case 'beautyStyle': return settings.beauty > 0
    case 'skinWhiteness':
    case 'skinSmoothness':
    case 'faceThinness':
    case 'eyeBigness': return settings.customEffect
    case 'zoomFactor': return settings.zoom
    default: return true
  }
}

export interface PictureShape {
  /** Width to height, as the students see it. */
  ratio: '9:16' | '3:4' | '16:9' | '4:3'
  isWide: boolean
  /** Terms of the ratio. */
  widthParts: number
  heightParts: number
}

type Orientation = 'vertical' | 'horizontal'

/** `aspect` refers to the upright picture; in landscape, 3:4 means 4:3 and 9:16 means 16:9. */
export function pictureShape(orientation: Orientation, aspect: CaptureSettings['aspect']): PictureShape {
  const [short, long] = aspect === '3:4' ? [3, 4] as const : [9, 16] as const
  return orientation === 'vertical'
    ? { ratio: aspect, isWide: false, widthParts: short, heightParts: long }
    : { ratio: aspect === '3:4' ? '4:3' : '16:9', isWide: true, widthParts: long, heightParts: short }
}

/** Short side in RTC mode, pixels, from WeChat's own 360 × 640. The other modes have their own size. */
const RTC_SHORT_SIDE = 360

export interface CaptureContext {
  /** Orientation of the device. */
  deviceOrientation: Orientation
  isMicOn: boolean
  isCameraOn: boolean
  /** URL and MD5 of the picture that students see while the teacher is away. */
  waitingImage: { url: string, md5: string }
}

export const orientationOf = (
  { orientation }: Pick<CaptureSettings, 'orientation'>, device: Orientation,
): Orientation =>
  (orientation === 'auto' ? device : orientation)

/** While adaptation has lowered the quality, the teacher's frame rate is only an upper limit. */
function fpsOf(chosenFps: number, { fps, isReduced = false }: PusherProfile & Partial<EffectiveProfile>): number {
  if (chosenFps === 0) return fps
  return isReduced ? Math.min(chosenFps, fps) : chosenFps
}

/**
 * All attributes of the pusher except its URL. `backgroundMute` has no effect any more:
 * the background is always silent.
 */
export function toPusherProps(
  profile: PusherProfile & Partial<EffectiveProfile>, settings: CaptureSettings, context: CaptureContext,
) {
  const {
    profile: _profile, isAdaptive: _isAdaptive, zoomFactor: _zoomFactor, microphoneVolume: _microphoneVolume,
    floatingPreview, fps, waitingImage, ...attributes
  } = settings
  const orientation = orientationOf(settings, context.deviceOrientation)
  const { widthParts, heightParts } = pictureShape(orientation, settings.aspect)
  const pixelsPerPart = RTC_SHORT_SIDE / Math.min(widthParts, heightParts)
  return {
    ...attributes,
    mode: profile.mode,
    minBitrate: profile.minBitrateKbps,
    maxBitrate: profile.maxBitrateKbps,
    audioQuality: profile.audioQuality,
    fps: fpsOf(fps, profile),
    orientation,
    videoWidth: widthParts * pixelsPerPart,
    videoHeight: heightParts * pixelsPerPart,
    enableCamera: context.isCameraOn && (profile.hasPicture ?? true),
    enableMic: context.isMicOn,
    waitingImage: waitingImage ? context.waitingImage.url : '',
    waitingImageHash: waitingImage ? context.waitingImage.md5 : '',
    pictureInPictureMode: floatingPreview ? ['push', 'pop'] as const : [],
  }
}
