import { ref, watch } from 'vue'
import type { Ref } from 'vue'
import type { CaptureSettings } from './rules/capture-settings'
import type { LivePusherCommands } from '@/platform/live-pusher.types'
import type { ChangeSetting } from '@/features/settings/use-stored-settings'

type Commands = Pick<LivePusherCommands, 'switchCamera' | 'toggleTorch' | 'setMICVolume' | 'getMaxZoom' | 'setZoom'>

export interface CaptureCommandsOptions {
  component: Ref<Commands | null>
  settings: Readonly<Ref<CaptureSettings>>
  change: ChangeSetting<CaptureSettings>
  /** The camera is open: mirror or class. */
  isCapturing: () => boolean
  /** The port's `generation`: another number, another native component. */
  generation: () => number
}

/**
 * Settings that WeChat has as commands instead of attributes. The camera is one of them: whether a changed
 * `device-position` is heeded while the camera is open is documented nowhere, so `devicePosition`, for the attribute, stays
 * what the native component began with, and `switchCamera` does the rest.
 */
export function useCaptureCommands({ component, settings, change, isCapturing, generation }: CaptureCommandsOptions) {
  const devicePosition = ref(settings.value.devicePosition)
  const isTorchOn = ref(false)
  const maxZoom = ref<number>()
  let isFacing = settings.value.devicePosition

  /** What a device refuses stays as it was: there is nothing to tell. */
  const tell = (command: (component: Commands) => Promise<unknown>): Promise<unknown> =>
    component.value ? command(component.value).catch(() => undefined) : Promise.resolve(undefined)

  async function face(wanted: CaptureSettings['devicePosition']): Promise<void> {
    if (wanted === isFacing) return
    const before = isFacing
    isFacing = wanted
    isTorchOn.value = false
    if (!isCapturing()) {
      devicePosition.value = wanted
      return
    }
    try {
      await component.value?.switchCamera()
    } catch {
      // Only one camera, or it is in use: the sheet says which one is really on.
      isFacing = before
      change('devicePosition', before)
    }
  }

  const zoom = (): Promise<unknown> => tell(it => it.setZoom(settings.value.zoom ? settings.value.zoomFactor : 1))

  async function begin(): Promise<void> {
    isTorchOn.value = false
    const { microphoneVolume, zoom: isZoomed } = settings.value
    // A new native component begins with the full volume and no zoom.
    if (microphoneVolume !== 1) await tell(it => it.setMICVolume(microphoneVolume))
    const most = await tell(it => it.getMaxZoom())
    if (typeof most === 'number' && most >= 1) maxZoom.value = most
    if (isZoomed) await zoom()
  }

  watch(isCapturing, isOpen => {
    if (isOpen) void begin()
  }, { immediate: true })
  watch(generation, () => {
    devicePosition.value = isFacing
    isTorchOn.value = false
  })
  watch(() => settings.value.devicePosition, position => void face(position))
  watch(() => settings.value.microphoneVolume, volume => {
    if (isCapturing()) void tell(it => it.setMICVolume(volume))
  })
  watch(() => [settings.value.zoom, settings.value.zoomFactor], () => {
    if (isCapturing()) void zoom()
  })

  return {
    devicePosition, isTorchOn, maxZoom,
    /** Refused by front cameras and by most laptops. */
    async toggleTorch(): Promise<void> {
      const lit = await component.value?.toggleTorch().then(() => !isTorchOn.value, () => isTorchOn.value)
      isTorchOn.value = lit ?? false
    },
  }
}
