/**
* The port for pushing a class: WeChat's `live-pusher` (live-pusher.vue) and its browser twin (live-pusher.h5.vue).
* Attributes, events and commands have WeChat's names; the twin emits the same codes and netstatus fields. A page
* imports the component under another name, such as `PusherPort`: under the name `LivePusher` the custom component
* would replace WeChat's tag.
*
* "Since" names the base library that introduced the feature; src/platform/capabilities/table.ts holds the same data
* for code.
* Source: docs/reference/wechat-live-components.md, C2, C3, C5, C6, C9
 * (developers.weixin.qq.com/miniprogram/dev/component/live-pusher).
 */
import type { RawNetStatus } from '@/features/codes/netstatus'

/**
* Picture preset and purpose. SD, HD and FHD are for classes: clear and smooth before low latency. RTC is for calls: low
* latency first, and voice before picture. QVGA and HVGA are smaller than SD and came with 3.5.0.
 */
export type PusherMode = 'QVGA' | 'HVGA' | 'SD' | 'HD' | 'FHD' | 'RTC'
/** Orientation of the picture: horizontal turns 9:16 into 16:9 and 3:4 into 4:3. */
export type Orientation = 'vertical' | 'horizontal'
/** Width to height of a vertical picture. */
export type Aspect = '3:4' | '9:16'
/** The teacher's preview: `auto` mirrors the front camera only, `enable` both cameras, `disable` none. */
export type LocalMirror = 'auto' | 'enable' | 'disable'
/** Off, karaoke, small room, hall, deep, loud, metallic, magnetic. */
export type AudioReverbType = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7
/**
 * Off, naughty boy, little girl, man, heavy metal, foreigner, beast, big fellow, strong current, machine, ghost. 5 does
 * not exist.
 */
export type VoiceChangerType = 0 | 1 | 2 | 3 | 4 | 6 | 7 | 8 | 9 | 10 | 11
/** The volume scale that the phone's volume keys change. */
export type AudioVolumeType = 'auto' | 'media' | 'voicecall'
export type BeautyStyle = 'smooth' | 'nature'
/** WeChat's spelling: `solor` is Japanese style, `cerisered` is cherry. */
export type ColorFilter =
  | 'standard' | 'pink' | 'nostalgia' | 'blues' | 'romantic' | 'cool' | 'fresher' | 'solor' | 'aestheticism'
  | 'whitening' | 'cerisered'
/**
 * The navigation that opens a floating window: `push` to another page, `pop` back from this one. Empty: none; `[]`
 * resets it.
 */
export type PictureInPictureMode = '' | 'push' | 'pop' | readonly ('push' | 'pop')[]

/** WeChat's documented attributes. */
export interface LivePusherAttributes {
  /** WeChat: `rtmp://…`; H5: `ws(s)://….flv?…` with sub-protocol `publisher`. Signed: never log it. Since 1.7.0. */
  url: string
  /** WeChat's default is RTC, ours SD. Since 1.7.0; QVGA and HVGA since 3.5.0. */
  mode: PusherMode
  /** Starts by itself when there is a `url`. Default false. Since 1.7.0. */
  autopush: boolean
  /** Silence. WeChat plans to remove it: use `enableMic`. Default false. Since 1.7.0. */
  muted: boolean
  /** Default true. Since 1.7.0. */
  enableCamera: boolean
  /** False: the user focuses by tapping the picture. Default true. Since 1.7.0. */
  autoFocus: boolean
  /** Default vertical. Since 1.7.0. */
  orientation: Orientation
  /** 0–9, 0 is off; no effect on HarmonyOS. Default 0. Since 1.7.0. */
  beauty: number
  /** 0–9, 0 is off. Default 0. Since 1.7.0. */
  whiteness: number
  /** Default 9:16. Since 1.7.0. */
  aspect: Aspect
  /** kbps, the lower limit of the video bitrate. Default 200. Since 1.7.0. */
  minBitrate: number
  /** kbps, the upper limit of the video bitrate; WeChat 8.0.30 on Android ignores it. Default 1000. Since 1.7.0. */
  maxBitrate: number
  /** `high` is 48 kHz, `low` is 16 kHz. Default high; the guide's `low` is wrong. Since 1.7.0. */
  audioQuality: 'high' | 'low'
  /**
   * The picture for students while WeChat is in the background, for three minutes at most. A URL, a temporary file or a
   * file of the package. Since 1.7.0.
   */
  waitingImage: string
  /** MD5 of the waiting image. Since 1.7.0. */
  waitingImageHash: string
  /** The focal length can be changed; according to the guide, true enlarges the picture. Default false. Since 2.1.0. */
  zoom: boolean
  /** Default front. Since 2.3.0. */
  devicePosition: 'front' | 'back'
  /** No effect any more: the background is always silent. Default false. Since 1.7.0. */
  backgroundMute: boolean
  /** The former name of `remoteMirror`; either attribute mirrors. Default false. Since 2.7.0. */
  mirror: boolean
  /** Mirrors the picture for students. Default false. Since 2.10.0. */
  remoteMirror: boolean
  /** Default auto. Since 2.10.0. */
  localMirror: LocalMirror
  /** Default 0. Since 2.10.0. */
  audioReverbType: AudioReverbType
  /** Default true. Since 2.10.0. */
  enableMic: boolean
  /** Automatic gain. Default false. Since 2.10.0. */
  enableAgc: boolean
  /** Noise suppression. Default false. Since 2.10.0. */
  enableAns: boolean
  /** Default auto. Since 2.10.0. */
  audioVolumeType: AudioVolumeType
  /** Pixels. Used in RTC mode only; SD, HD and FHD have their own size. Default 360. Since 2.10.0. */
  videoWidth: number
  /** Pixels; see `videoWidth`. Default 640. Since 2.10.0. */
  videoHeight: number
  /** Default smooth. Since 2.12.0. */
  beautyStyle: BeautyStyle
  /** Default standard. Since 2.12.0. */
  filter: ColorFilter
  /** Default none. Since 2.25.0. */
  pictureInPictureMode: PictureInPictureMode
  /**
   * Sends frames to `onCustomRendererEvent` and an off-screen canvas instead of directly to the encoder. Default false.
   * Since 2.29.0.
   */
  enableVideoCustomRender: boolean
  /** Enables the four effects below. Default false. Since 2.29.1. */
  customEffect: boolean
  /** 0–1. Default 0. Since 2.29.1. */
  skinWhiteness: number
  /** 0–1. Default 0. Since 2.29.1. */
  skinSmoothness: number
  /** 0–1. Default 0. Since 2.29.1. */
  faceThinness: number
  /** 0–1. Default 0. Since 2.29.1. */
  eyeBigness: number
  /** Default 0. Since 2.31.0. */
  voiceChangerType: VoiceChangerType
  /** Frames a second, 1–30. Default 15. Since 2.31.0. */
  fps: number
  /** A semi-transparent log over the picture. In the guide, no longer on WeChat's page. Default false. Since 1.7.0. */
  debug: boolean
}

/** Attributes seen in Tencent's components but in no document. Set only with `allowUndocumented`. */
export interface LivePusherUndocumented {
  /** Plays the user's own voice in the earphones. */
  enableEarMonitor: boolean
}

/** Properties that the port adds. */
export interface LivePusherPort {
  /** A new number creates a new native component and a new context, for cases where a restart does not help. */
  generation: number
  allowUndocumented: boolean
}

export interface LivePusherProps extends LivePusherAttributes, LivePusherUndocumented, LivePusherPort {}

/** `toPusherEvent` decodes `code`; never compare it by hand. */
export interface StateChange { code: number, message: string }

export type LivePusherEvents = {
  /** Since 1.7.0. */
  statechange: [StateChange]
  /** About every two seconds. Since 1.9.0. */
  netstatus: [{ info: RawNetStatus }]
  /**
   * WeChat's `binderror`: camera or microphone refused, or background music or waiting image not loaded. Since 1.7.4.
   */
  error: [{ errCode: number, errMsg: string }]
  /** Since 2.4.0. */
  bgmstart: []
  /** Milliseconds. Since 2.4.0. */
  bgmprogress: [{ progress: number, duration: number }]
  /** Since 2.4.0. */
  bgmcomplete: []
  /** Volume of the microphone; WeChat does not document the unit. Since 2.12.0. */
  audiovolumenotify: [{ volume?: number }]
  /** Since 2.25.0. */
  enterpictureinpicture: []
  /** Since 2.25.0. */
  leavepictureinpicture: []
}

export interface SnapshotOptions {
  /** `raw` is full size, `compressed` is smaller. Since 2.10.0. */
  quality?: 'raw' | 'compressed'
  /** The picture of the stream or the visible part of it. Since 2.25.0. */
  sourceType?: 'stream' | 'view'
}

/** `tempImagePath` is a path or an object URL; width and height are pixels. */
export interface Snapshot { tempImagePath: string, width: number, height: number }

export interface BgmOptions {
  /** An online address; the player cannot read files of the phone. */
  url: string
  /** Since 2.31.0. */
  startTimeMs?: number
  /** 0 is the end of the file. Since 2.31.0. */
  endTimeMs?: number
}

export interface FilterOptions {
  path: string
  /** 0–1 */
  alpha: number
  md5?: string
}

export interface Sticker {
  title: string
  /** A folder or an archive with pictures named `{title}_{index}.{ext}`. */
  path: string
  /** Number of pictures. */
  len: number
  id?: string
  md5?: string
  /** `[x1, y1, x2, y2]`, for types `2D` and `front`. */
  pos?: readonly string[]
  /** WeChat's number of the gesture that starts the effect; -1: always on. */
  active?: number
  /** 1: only over the person. */
  segtype?: 0 | 1
}

export interface StickerOptions {
  type: string
  stickers: readonly Sticker[]
  templateTransSet?: object
}

interface MakeupOptions {
  path: string
  /** 0–1 */
  alpha: number
}

export interface BlendedMakeupOptions extends MakeupOptions { blendMode: string }
export interface LipStickOptions extends BlendedMakeupOptions {
  faceModel: string
  shimmerType: string
  shimmerPath: string
}
export interface EyeShadowOptions extends BlendedMakeupOptions { shimmerPosition?: string, shimmerPositionMD5?: string }
export interface EyeBrowOptions extends BlendedMakeupOptions { shrinkRate: number }
export type FaceContourOptions = MakeupOptions

/** Pixels of the stream. */
export interface CustomRendererEvent { width: number, height: number }

/** Commands reject with a `CommandError`: `{ errMsg, errno? }` from WeChat's context. */
export interface LivePusherCommands {
  /** Only before the push. Since 2.7.0. */
  startPreview: () => Promise<void>
  /** Only before the push. Since 2.7.0. */
  stopPreview: () => Promise<void>
  /** Also opens the camera. Since 1.7.0. */
  start: () => Promise<void>
  /** Also closes the camera; WeChat refuses it in the background. Since 1.7.0. */
  stop: () => Promise<void>
  /** Since 1.7.0. */
  pause: () => Promise<void>
  /** Since 1.7.0. */
  resume: () => Promise<void>
  /** Since 1.7.0. */
  switchCamera: () => Promise<void>
  /** Back camera only. Since 2.1.0. */
  toggleTorch: () => Promise<void>
  /** Only while pushing. Since 1.9.90. */
  snapshot: (options?: SnapshotOptions) => Promise<Snapshot>
  /** Since 2.4.0. */
  playBGM: (options: BgmOptions) => Promise<void>
  /** Since 2.4.0. */
  stopBGM: () => Promise<void>
  /** Since 2.4.0. */
  pauseBGM: () => Promise<void>
  /** Since 2.4.0. */
  resumeBGM: () => Promise<void>
  /** 0–1. Since 2.4.0. */
  setBGMVolume: (volume: number) => Promise<void>
  /** 0–1. Since 2.10.0. */
  setMICVolume: (volume: number) => Promise<void>
  /** A line of text inside the stream (SEI). Since 2.10.0. */
  sendMessage: (msg: string) => Promise<void>
  /** The maximum of `setZoom`. Since 2.31.0. */
  getMaxZoom: () => Promise<number>
  /** From 1, in steps of 0.1. Since 2.31.0. */
  setZoom: (zoom: number) => Promise<void>
  /** Works from any page. Since 2.25.0. */
  exitPictureInPicture: () => Promise<void>
  /** This command and those below it, up to `clearMakeups`: since 2.14.0, not in plugins. */
  applyFilter: (options: FilterOptions) => Promise<void>
  clearFilters: () => Promise<void>
  applySticker: (options: StickerOptions) => Promise<void>
  clearStickers: () => Promise<void>
  applyLipStickMakeup: (options: LipStickOptions) => Promise<void>
  applyEyeShadowMakeup: (options: EyeShadowOptions) => Promise<void>
  applyBlusherStickMakeup: (options: BlendedMakeupOptions) => Promise<void>
  applyFaceContourMakeup: (options: FaceContourOptions) => Promise<void>
  applyEyeBrowMakeup: (options: EyeBrowOptions) => Promise<void>
  clearMakeups: () => Promise<void>
  /** Needs `enableVideoCustomRender`; takes the options of `wx.createOffscreenCanvas`. Since 2.29.0, WeChat 8.0.31. */
  createOffscreenCanvas: (options: object) => Promise<object>
  /** One listener per event: the next one replaces it. Since 2.29.0, WeChat 8.0.31. */
  onCustomRendererEvent: (event: 'frame' | 'update', listener: (size: CustomRendererEvent) => void) => Promise<void>
}
