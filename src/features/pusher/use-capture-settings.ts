import type { EffectiveProfile } from './rules/adaptive-quality'
import { readCaptureSettings, toPusherProps } from './rules/capture-settings'
import type { PusherProfile } from './rules/pusher-profiles'
import type { LivePusherProps } from '@/platform/live-pusher.types'
import { liveDevice } from '@/platform/device/live-device'
import { useStoredSettings } from '@/features/settings/use-stored-settings'
import { WAITING_IMAGE } from './waiting-image'

/** Values that the teacher switches during a class and that are not stored. */
export interface Capturing {
  isMicOn: boolean
  isCameraOn: boolean
  /** The attribute from use-capture-commands.ts; a later choice is sent as a command. */
  devicePosition: LivePusherProps['devicePosition']
}

/** The teacher's picture and sound settings, stored on this device. */
export function useCaptureSettings() {
  const stored = useStoredSettings({ key: 'kaike.capture', read: readCaptureSettings, forget: ['debug'] })

  /** All attributes of the pusher except its URL. */
  function pusherProps(
    profile: PusherProfile & Partial<EffectiveProfile>, { isMicOn, isCameraOn, devicePosition }: Capturing,
  ): Partial<LivePusherProps> {
    const context = { deviceOrientation: liveDevice.orientation(), waitingImage: WAITING_IMAGE, isMicOn, isCameraOn }
    return { ...toPusherProps(profile, stored.settings.value, context), devicePosition }
  }

  return { ...stored, pusherProps }
}
