/**
 * What a student can set about picture and sound, by WeChat's names of the attributes
 * (docs/reference/wechat-live-components.md, C1).
 */
import type { PlayerCapability } from '@/platform/capabilities/table'
import type { PlayerMode } from './player-profiles'
import type { PlayerCaches } from '@/platform/player-caches'
import { readSettings } from '@/features/settings/rules/settings-table'
import type { NeededBy, SettingSpec, SettingsOf, SettingsTable } from '@/features/settings/rules/settings-table'

export const PLAYBACK_SETTINGS = {
  /** What the cache tuner aims at; it has no say in RTC mode. */
  latency: { kind: 'choice', initial: 'automatic', options: ['automatic', 'low-latency', 'balanced', 'smooth'], needs: 'maxCache' },

  /** All of the picture with black beside it, or cut to fill. */
  objectFit: { kind: 'choice', initial: 'contain', options: ['contain', 'fillCrop'] },
  /** How the picture lies in the player; horizontal turns it on its side. */
  orientation: { kind: 'choice', initial: 'vertical', options: ['vertical', 'horizontal'] },
  /** `auto`: as the picture lies. */
  fullScreenDirection: { kind: 'choice', initial: 'auto', options: ['auto', 0, 90, -90], needs: 'requestFullScreen' },
  enableAutoRotation: { kind: 'flag', initial: false },

  soundMode: { kind: 'choice', initial: 'speaker', options: ['speaker', 'ear'] },
  /** The sound goes on in the background. */
  backgroundPlayback: { kind: 'flag', initial: false, needs: 'requestBackgroundPlayback' },

  /** The picture floats on while the student looks at another page. */
  floatingWindow: { kind: 'flag', initial: true, needs: 'pictureInPictureMode' },
  floatingSide: { kind: 'choice', initial: 'right', options: ['right', 'left'], needs: 'pictureInPictureInitPosition' },
  autoPauseIfNavigate: { kind: 'flag', initial: true },
  /** iOS pauses in any case (docs/reference/field-problems.md, row 17). */
  autoPauseIfOpenNative: { kind: 'flag', initial: true },
  enableCasting: { kind: 'flag', initial: false },

  /** A log over the picture, for support: in the guide, no longer on WeChat's page. */
  debug: { kind: 'flag', initial: false },
} as const satisfies SettingsTable

export type PlaybackSettings = SettingsOf<typeof PLAYBACK_SETTINGS>
export type PlaybackSettingName = keyof PlaybackSettings
export type LatencyPreset = PlaybackSettings['latency']

export const readPlaybackSettings = (stored: unknown): PlaybackSettings => readSettings(PLAYBACK_SETTINGS, stored)

/** What the platform has to have for a setting. */
export function playbackCapability(name: PlaybackSettingName): PlayerCapability {
  const { needs = name }: SettingSpec = PLAYBACK_SETTINGS[name]
  return `player.${needs as NeededBy<typeof PLAYBACK_SETTINGS>}`
}

/** What lies under one title of the sheet. */
export const PLAYBACK_GROUPS = {
  latency: ['latency'],
  picture: ['objectFit', 'orientation', 'fullScreenDirection', 'enableAutoRotation'],
  sound: ['soundMode', 'backgroundPlayback'],
  more: ['floatingWindow', 'floatingSide', 'autoPauseIfNavigate', 'autoPauseIfOpenNative', 'enableCasting'],
} as const satisfies Record<string, readonly PlaybackSettingName[]>

export type PlaybackGroup = keyof typeof PLAYBACK_GROUPS

/** Where the floating window appears: low enough to leave the page's title free. */
const FLOATING_POSITION = { right: '(right, 60%)', left: '(left, 60%)' } as const

/** Every attribute of the player but its URL and `muted`. `backgroundMute` is dead: the background is always silent. */
export function toPlayerProps(settings: PlaybackSettings, mode: PlayerMode, { minCacheSeconds, maxCacheSeconds }: PlayerCaches) {
  const { objectFit, orientation, enableAutoRotation, soundMode, autoPauseIfNavigate, autoPauseIfOpenNative, enableCasting, debug } = settings
  return {
    mode, minCache: minCacheSeconds, maxCache: maxCacheSeconds,
    objectFit, orientation, enableAutoRotation, soundMode, autoPauseIfNavigate, autoPauseIfOpenNative, enableCasting, debug,
    pictureInPictureMode: settings.floatingWindow ? ['push', 'pop'] as const : [],
    pictureInPictureInitPosition: FLOATING_POSITION[settings.floatingSide],
  }
}

/** Which way full screen turns: the phone upright, turned left, turned right. */
export const fullScreenDirectionOf = ({ fullScreenDirection }: PlaybackSettings, isWidePicture: boolean): 0 | 90 | -90 =>
  (fullScreenDirection === 'auto' ? (isWidePicture ? 90 : 0) : fullScreenDirection)
