import type { EffectiveProfile } from './rules/adaptive-quality'
import { readCaptureSettings, toPusherProps } from './rules/capture-settings'
import type { PusherProfile } from './rules/pusher-profiles'
import type { LivePusherProps } from '@/platform/live-pusher.types'
import { liveDevice } from '@/platform/device/live-device'
import { useStoredSettings } from '@/features/settings/use-stored-settings'
import { WAITING_IMAGE } from './waiting-image'

/** What the teacher switches during a class, and no storage keeps. */
export interface Capturing {
  isMicOn: boolean
  isCameraOn: boolean
  /** The attribute, from use-capture-commands.ts: what is chosen meanwhile is a command. */
  devicePosition: LivePusherProps['devicePosition']
}

/** The teacher's picture and sound, kept on this device. */
export function useCaptureSettings() {
  const stored = useStoredSettings({ key: 'kaike.capture', read: readCaptureSettings, forget: ['debug'] })

  /** Every attribute of the pusher but its URL. */
  function pusherProps(profile: PusherProfile & Partial<EffectiveProfile>, { isMicOn, isCameraOn, devicePosition }: Capturing): Partial<LivePusherProps> {
    const context = { deviceOrientation: liveDevice.orientation(), waitingImage: WAITING_IMAGE, isMicOn, isCameraOn }
    return { ...toPusherProps(profile, stored.settings.value, context), devicePosition }
  }

  return { ...stored, pusherProps }
}
