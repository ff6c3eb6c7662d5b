import { fullScreenDirectionOf, readPlaybackSettings, toPlayerProps } from '@/live/playback-settings'
import type { PlayerCaches, PlayerMode } from '@/live/player-profiles'
import type { FullScreenDirection, LivePlayerProps } from '@/platform/live-player.types'
import { useStoredSettings } from './use-stored-settings'

/** The student's picture and sound, kept on this device. */
export function usePlaybackSettings() {
  const stored = useStoredSettings({ key: 'kaike.playback', read: readPlaybackSettings, forget: ['debug'] })

  /** Every attribute of the player but its URL and `muted`. */
  const playerProps = (mode: PlayerMode, caches: PlayerCaches): Partial<LivePlayerProps> => toPlayerProps(stored.settings.value, mode, caches)

  const fullScreenDirection = (isWidePicture: boolean): FullScreenDirection => fullScreenDirectionOf(stored.settings.value, isWidePicture)

  return { ...stored, playerProps, fullScreenDirection }
}
