/**
 * The student's picture and sound settings, named like WeChat's attributes (docs/reference/wechat-live-components.md,
 * C1).
 */
import type { PlayerCapability } from '@/platform/capabilities/table'
import type { PlayerMode } from './player-profiles'
import type { PlayerCaches } from '@/platform/player-caches'
import { readSettings } from '@/features/settings/rules/settings-table'
import type { NeededBy, SettingSpec, SettingsOf, SettingsTable } from '@/features/settings/rules/settings-table'

export const PLAYBACK_SETTINGS = {
  /** Preset of the cache tuner; ignored in RTC mode. */
  latency: {
    kind: 'choice', initial: 'automatic', options: ['automatic', 'low-latency', 'balanced', 'smooth'],
    needs: 'maxCache',
  },

  /** The whole picture with black bars, or cropped to fill. */
  objectFit: { kind: 'choice', initial: 'contain', options: ['contain', 'fillCrop'] },
  /** Rotation of the picture in the player; `horizontal` turns it on its side. */
  orientation: { kind: 'choice', initial: 'vertical', options: ['vertical', 'horizontal'] },
  /** `auto`: by the picture's width and height. */
  fullScreenDirection: { kind: 'choice', initial: 'auto', options: ['auto', 0, 90, -90], needs: 'requestFullScreen' },
  enableAutoRotation: { kind: 'flag', initial: false },

  soundMode: { kind: 'choice', initial: 'speaker', options: ['speaker', 'ear'] },
  /** The sound continues in the background. */
  backgroundPlayback: { kind: 'flag', initial: false, needs: 'requestBackgroundPlayback' },

  /** The picture stays in a floating window while the student is on another page. */
  floatingWindow: { kind: 'flag', initial: true, needs: 'pictureInPictureMode' },
  floatingSide: { kind: 'choice', initial: 'right', options: ['right', 'left'], needs: 'pictureInPictureInitPosition' },
  autoPauseIfNavigate: { kind: 'flag', initial: true },
  /** iOS always pauses (docs/reference/field-problems.md, row 17). */
  autoPauseIfOpenNative: { kind: 'flag', initial: true },
  enableCasting: { kind: 'flag', initial: false },

  /** A log over the picture, for support. The guide has it; WeChat's page no longer does. */
  debug: { kind: 'flag', initial: false },
} as const satisfies SettingsTable

export type PlaybackSettings = SettingsOf<typeof PLAYBACK_SETTINGS>
export type PlaybackSettingName = keyof PlaybackSettings

export const readPlaybackSettings = (stored: unknown): PlaybackSettings => readSettings(PLAYBACK_SETTINGS, stored)

/** The platform capability that a setting needs. */
export function playbackCapability(name: PlaybackSettingName): PlayerCapability {
  const { needs = name }: SettingSpec = PLAYBACK_SETTINGS[name]
  return `player.${needs as NeededBy<typeof PLAYBACK_SETTINGS>}`
}

/** Settings by group of the sheet. */
export const PLAYBACK_GROUPS = {
  latency: ['latency'],
  picture: ['objectFit', 'orientation', 'fullScreenDirection', 'enableAutoRotation'],
  sound: ['soundMode', 'backgroundPlayback'],
  more: ['floatingWindow', 'floatingSide', 'autoPauseIfNavigate', 'autoPauseIfOpenNative', 'enableCasting'],
} as const satisfies Record<string, readonly PlaybackSettingName[]>

export type PlaybackGroup = keyof typeof PLAYBACK_GROUPS

/** Position of the floating window, low enough not to cover the page title. */
const FLOATING_POSITION = { right: '(right, 60%)', left: '(left, 60%)' } as const

/**
 * All attributes of the player except its URL and `muted`. `backgroundMute` has no effect any more:
 * the background is always silent.
 */
export function toPlayerProps(
  settings: PlaybackSettings, mode: PlayerMode, { minCacheSeconds, maxCacheSeconds }: PlayerCaches,
) {
  const {
    objectFit, orientation, enableAutoRotation, soundMode, autoPauseIfNavigate, autoPauseIfOpenNative, enableCasting,
    debug,
  } = settings
  return {
    mode, minCache: minCacheSeconds, maxCache: maxCacheSeconds,
    objectFit, orientation, enableAutoRotation, soundMode, autoPauseIfNavigate, autoPauseIfOpenNative, enableCasting,
    debug,
    pictureInPictureMode: settings.floatingWindow ? ['push', 'pop'] as const : [],
    pictureInPictureInitPosition: FLOATING_POSITION[settings.floatingSide],
  }
}

/** Rotation of full screen, degrees: upright, turned left, turned right. */
export const fullScreenDirectionOf = (
  { fullScreenDirection }: PlaybackSettings, isWidePicture: boolean,
): 0 | 90 | -90 =>
  (fullScreenDirection === 'auto' ? (isWidePicture ? 90 : 0) : fullScreenDirection)
