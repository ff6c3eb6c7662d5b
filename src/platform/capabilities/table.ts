/**
* The base library in which each part of WeChat's two components appeared (docs/reference/wechat-live-components.md,
* C1–C3, C8, C9). The keys are those of the ports' types; src/platform/capabilities/capabilities.test.ts checks this.
 */
import { compareVersions, parseVersion } from './version'
import type { ParsedVersion, Version } from './version'

/**
* - a version: the base library that introduced it;
* - `undocumented`: no version promises it, although phones may support it;
* - `dead`: still accepted, without effect.
 */
export type Since = Version | 'undocumented' | 'dead'

/** The required base library (docs/wechat.md). `required.ts` has what needs it; the tests of the build use it too. */
export const LOWEST_VERSION = '2.10.3' satisfies Version

export const PLAYER_SINCE = {
  attributes: {
    src: '1.7.0',
    mode: '1.7.0',
    autoplay: '1.7.0',
    muted: '1.7.0',
    orientation: '1.7.0',
    objectFit: '1.7.0',
    backgroundMute: 'dead',
    minCache: '1.7.0',
    maxCache: '1.7.0',
    soundMode: '1.9.90',
    autoPauseIfNavigate: '2.5.0',
    autoPauseIfOpenNative: '2.5.0',
    pictureInPictureMode: '2.10.3',
    pictureInPictureInitPosition: '3.3.0',
    enableAutoRotation: '2.11.0',
    referrerPolicy: '2.13.0',
    enableCasting: '2.32.0',
    // Removed from WeChat's page; the guide and vendors' code have it.
    debug: '1.7.0',
    enableSystemPip: 'undocumented',
    muteAudio: 'undocumented',
    muteVideo: 'undocumented',
    enableRecvMessage: 'undocumented',
    enableMetadata: 'undocumented',
  },
  events: {
    statechange: '1.7.0',
    netstatus: '1.9.0',
    fullscreenchange: '1.7.0',
    audiovolumenotify: '2.10.0',
    enterpictureinpicture: '2.11.0',
    leavepictureinpicture: '2.11.0',
    castinguserselect: '2.32.0',
    castingstatechange: '2.32.0',
    castinginterrupt: '2.32.0',
    error: 'undocumented',
    metadatachange: 'undocumented',
  },
  commands: {
    play: '1.7.0',
    stop: '1.7.0',
    pause: '1.9.90',
    resume: '1.9.90',
    mute: '1.7.0',
    requestFullScreen: '1.7.0',
    exitFullScreen: '1.7.0',
    snapshot: '2.7.1',
    requestBackgroundPlayback: '2.14.3',
    exitBackgroundPlayback: '2.14.3',
    requestPictureInPicture: '2.15.0',
    exitPictureInPicture: '2.10.3',
    startCasting: '2.32.0',
    switchCasting: '2.32.0',
    reconnectCasting: '2.32.0',
    exitCasting: '2.32.0',
  },
  /** Values and options that appeared later than their attribute or command. */
  options: {
    snapshotQuality: '2.10.0',
    snapshotSourceType: '2.25.0',
  },
} as const satisfies SinceTable

export const PUSHER_SINCE = {
  attributes: {
    url: '1.7.0',
    mode: '1.7.0',
    autopush: '1.7.0',
    muted: '1.7.0',
    enableCamera: '1.7.0',
    autoFocus: '1.7.0',
    orientation: '1.7.0',
    beauty: '1.7.0',
    whiteness: '1.7.0',
    aspect: '1.7.0',
    minBitrate: '1.7.0',
    maxBitrate: '1.7.0',
    audioQuality: '1.7.0',
    waitingImage: '1.7.0',
    waitingImageHash: '1.7.0',
    zoom: '2.1.0',
    devicePosition: '2.3.0',
    backgroundMute: 'dead',
    mirror: '2.7.0',
    remoteMirror: '2.10.0',
    localMirror: '2.10.0',
    audioReverbType: '2.10.0',
    enableMic: '2.10.0',
    enableAgc: '2.10.0',
    enableAns: '2.10.0',
    audioVolumeType: '2.10.0',
    videoWidth: '2.10.0',
    videoHeight: '2.10.0',
    beautyStyle: '2.12.0',
    filter: '2.12.0',
    pictureInPictureMode: '2.25.0',
    enableVideoCustomRender: '2.29.0',
    customEffect: '2.29.1',
    skinWhiteness: '2.29.1',
    skinSmoothness: '2.29.1',
    faceThinness: '2.29.1',
    eyeBigness: '2.29.1',
    voiceChangerType: '2.31.0',
    fps: '2.31.0',
    debug: '1.7.0',
    enableEarMonitor: 'undocumented',
  },
  events: {
    statechange: '1.7.0',
    netstatus: '1.9.0',
    error: '1.7.4',
    bgmstart: '2.4.0',
    bgmprogress: '2.4.0',
    bgmcomplete: '2.4.0',
    audiovolumenotify: '2.12.0',
    enterpictureinpicture: '2.25.0',
    leavepictureinpicture: '2.25.0',
  },
  commands: {
    startPreview: '2.7.0',
    stopPreview: '2.7.0',
    start: '1.7.0',
    stop: '1.7.0',
    pause: '1.7.0',
    resume: '1.7.0',
    switchCamera: '1.7.0',
    toggleTorch: '2.1.0',
    snapshot: '1.9.90',
    playBGM: '2.4.0',
    stopBGM: '2.4.0',
    pauseBGM: '2.4.0',
    resumeBGM: '2.4.0',
    setBGMVolume: '2.4.0',
    setMICVolume: '2.10.0',
    sendMessage: '2.10.0',
    getMaxZoom: '2.31.0',
    setZoom: '2.31.0',
    exitPictureInPicture: '2.25.0',
    applyFilter: '2.14.0',
    clearFilters: '2.14.0',
    applySticker: '2.14.0',
    clearStickers: '2.14.0',
    applyLipStickMakeup: '2.14.0',
    applyEyeShadowMakeup: '2.14.0',
    applyBlusherStickMakeup: '2.14.0',
    applyFaceContourMakeup: '2.14.0',
    applyEyeBrowMakeup: '2.14.0',
    clearMakeups: '2.14.0',
    createOffscreenCanvas: '2.29.0',
    onCustomRendererEvent: '2.29.0',
  },
  options: {
    modeQVGA: '3.5.0',
    modeHVGA: '3.5.0',
    waitingImageFile: '2.3.0',
    snapshotQuality: '2.10.0',
    snapshotSourceType: '2.25.0',
    bgmTimes: '2.31.0',
  },
} as const satisfies SinceTable

type Group = 'attributes' | 'events' | 'commands' | 'options'
type SinceTable = Readonly<Record<Group, Readonly<Record<string, Since>>>>
type NamesOf<Table extends SinceTable> = { [G in Group]: keyof Table[G] & string }[Group]

export type PlayerCapability = `player.${NamesOf<typeof PLAYER_SINCE>}`
export type PusherCapability = `pusher.${NamesOf<typeof PUSHER_SINCE>}`

/** The parts behind a control on a page: without all of them the page hides the control. */
export const FEATURES = {
  /** Watching in a floating window. */
  floatingWindow: ['player.pictureInPictureMode', 'player.exitPictureInPicture'],
  /** Floating by a tap instead of by leaving the page. */
  floatByTap: ['player.requestPictureInPicture', 'player.exitPictureInPicture'],
  /** Teaching in a floating window. */
  floatingPusher: ['pusher.pictureInPictureMode', 'pusher.exitPictureInPicture'],
  casting: [
    'player.enableCasting', 'player.startCasting', 'player.switchCasting', 'player.reconnectCasting',
    'player.exitCasting',
  ],
  backgroundPlayback: ['player.requestBackgroundPlayback', 'player.exitBackgroundPlayback'],
  autoRotation: ['player.enableAutoRotation'],
  playerSnapshot: ['player.snapshot'],
  earpiece: ['player.soundMode'],
  torch: ['pusher.toggleTorch'],
  zoom: ['pusher.setZoom', 'pusher.getMaxZoom'],
  beauty: ['pusher.beauty'],
  whiteness: ['pusher.whiteness'],
  beautyStyle: ['pusher.beauty', 'pusher.beautyStyle'],
  filters: ['pusher.filter'],
  faceEffects: [
    'pusher.customEffect', 'pusher.skinWhiteness', 'pusher.skinSmoothness', 'pusher.faceThinness', 'pusher.eyeBigness',
  ],
  mirror: ['pusher.remoteMirror', 'pusher.localMirror'],
  fps: ['pusher.fps'],
  microphoneVolume: ['pusher.setMICVolume'],
  soundCleaning: ['pusher.enableAgc', 'pusher.enableAns'],
  reverb: ['pusher.audioReverbType'],
  voiceChanger: ['pusher.voiceChangerType'],
  backgroundMusic: ['pusher.playBGM', 'pusher.stopBGM', 'pusher.pauseBGM', 'pusher.resumeBGM', 'pusher.setBGMVolume'],
  messages: ['pusher.sendMessage'],
  customRender: ['pusher.enableVideoCustomRender', 'pusher.createOffscreenCanvas', 'pusher.onCustomRendererEvent'],
  smallModes: ['pusher.modeQVGA', 'pusher.modeHVGA'],
} as const satisfies Record<string, readonly (PlayerCapability | PusherCapability)[]>

export type Feature = keyof typeof FEATURES
export type Capability = PlayerCapability | PusherCapability | Feature

const flat = (component: string, table: SinceTable): [string, Since][] =>
  Object.values(table).flatMap(group =>
    Object.entries(group).map(([name, since]): [string, Since] => [`${component}.${name}`, since]))

/** Each single capability by name. */
export const SINCE: ReadonlyMap<string, Since> =
  new Map([...flat('player', PLAYER_SINCE), ...flat('pusher', PUSHER_SINCE)])

/**
 * Capabilities that a system lacks in every version, by WeChat's name of the system: HarmonyOS on phones and on
 * computers.
 */
const LACKING: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['ohos', new Set(['pusher.beauty'])],
  ['ohos_pc', new Set(['pusher.beauty'])],
])

/** The host as WeChat reports it. */
export interface WeChatHost {
  /** Version of the base library; an unreadable one counts as `LOWEST_VERSION`. */
  version: string | undefined
  /** For example `ios`, `android`, `ohos`. */
  platform?: string | undefined
}

/** The single capabilities that a control needs. */
export const partsOf = (capability: Capability): readonly string[] =>
  capability in FEATURES ? FEATURES[capability as Feature] : [capability]

/** WeChat's documents have `requestPictureInPicture`, its typings no longer do: check the context as well. */
export const TESTED_AT_RUN_TIME: ReadonlySet<string> = new Set(['player.requestPictureInPicture'])

const LOWEST = toParsed(LOWEST_VERSION)

function toParsed(version: Version): ParsedVersion {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  return { numbers: [major, minor, patch], isPrerelease: false }
}

function hasPart({ version, platform = '' }: WeChatHost, part: string): boolean {
  const since = SINCE.get(part)
  if (since === undefined || since === 'undocumented' || since === 'dead') return false
  if (LACKING.get(platform.toLowerCase())?.has(part)) return false
  return compareVersions(parseVersion(version) ?? LOWEST, toParsed(since)) >= 0
}

/** Whether this WeChat supports it. A feature needs all its parts. */
export const hasCapability = (host: WeChatHost, capability: Capability): boolean =>
  partsOf(capability).every(part => hasPart(host, part))

/**
 * The attributes, with `neutral` for those that this WeChat lacks or ignores; undocumented ones pass only with
 * `allowUndocumented`. WeChat ignores an unknown attribute, but not always an unknown value of a known attribute.
 */
export function supportedAttributes<Props extends { allowUndocumented: boolean }>(
  component: 'player' | 'pusher',
  host: WeChatHost,
  props: Props,
  neutral: Props,
): Props {
  const kept = { ...props }
  for (const key of Object.keys(neutral) as (keyof Props & string)[]) {
    const part = `${component}.${key}`
    const isAllowed = SINCE.get(part) === 'undocumented' ? props.allowUndocumented : hasPart(host, part)
    if (SINCE.has(part) && !isAllowed) kept[key] = neutral[key]
  }
  return kept
}
