import { fullScreenDirectionOf, readPlaybackSettings, toPlayerProps } from './rules/playback-settings'
import type { PlayerMode } from './rules/player-profiles'
import type { PlayerCaches } from '@/platform/player-caches'
import type { FullScreenDirection, LivePlayerProps } from '@/platform/live-player.types'
import { useStoredSettings } from '@/features/settings/use-stored-settings'

/** The student's picture and sound settings, stored on this device. */
export function usePlaybackSettings() {
  const stored = useStoredSettings({ key: 'kaike.playback', read: readPlaybackSettings, forget: ['debug'] })

  /** All attributes of the player except its URL and `muted`. */
  const playerProps = (mode: PlayerMode, caches: PlayerCaches): Partial<LivePlayerProps> =>
    toPlayerProps(stored.settings.value, mode, caches)

  const fullScreenDirection = (isWidePicture: boolean): FullScreenDirection =>
    fullScreenDirectionOf(stored.settings.value, isWidePicture)

  return { ...stored, playerProps, fullScreenDirection }
}
