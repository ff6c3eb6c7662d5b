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
  /** The camera is open, in the preview or in class. */
  isCapturing: () => boolean
  /** The port's `generation`: each number is another native component. */
  generation: () => number
}

/**
 * Pusher settings that are commands in WeChat, not attributes. The camera is one of them: the effect of a changed
 * `device-position` on an open camera is not documented. So the attribute `devicePosition` keeps the value that the
 * native component started with, and `switchCamera` does the rest.
 */
export function useCaptureCommands({ component, settings, change, isCapturing, generation }: CaptureCommandsOptions) {
  const devicePosition = ref(settings.value.devicePosition)
  const isTorchOn = ref(false)
  const maxZoom = ref<number>()
  let isFacing = settings.value.devicePosition

  /** Sends a command and ignores a refusal: the device then keeps its state. */
  const send = (command: (component: Commands) => Promise<unknown>): Promise<unknown> =>
    component.value ? command(component.value).catch(() => undefined) : Promise.resolve(undefined)

  async function switchTo(wanted: CaptureSettings['devicePosition']): Promise<void> {
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
      // Only one camera, or it is in use: reset the setting to the camera that is on.
      isFacing = before
      change('devicePosition', before)
    }
  }

  const zoom = (): Promise<unknown> => send(it => it.setZoom(settings.value.zoom ? settings.value.zoomFactor : 1))

  async function applyCommands(): Promise<void> {
    isTorchOn.value = false
    const { microphoneVolume, zoom: isZoomed } = settings.value
    // A new native component starts at full volume without zoom.
    if (microphoneVolume !== 1) await send(it => it.setMICVolume(microphoneVolume))
    const most = await send(it => it.getMaxZoom())
    if (typeof most === 'number' && most >= 1) maxZoom.value = most
    if (isZoomed) await zoom()
  }

  watch(isCapturing, isOpen => {
    if (isOpen) void applyCommands()
  }, { immediate: true })
  watch(generation, () => {
    devicePosition.value = isFacing
    isTorchOn.value = false
  })
  watch(() => settings.value.devicePosition, position => void switchTo(position))
  watch(() => settings.value.microphoneVolume, volume => {
    if (isCapturing()) void send(it => it.setMICVolume(volume))
  })
  watch(() => [settings.value.zoom, settings.value.zoomFactor], () => {
    if (isCapturing()) void zoom()
  })

  return {
    devicePosition, isTorchOn, maxZoom,
    /** Front cameras and most laptops refuse it. */
    async toggleTorch(): Promise<void> {
      const isOn = await component.value?.toggleTorch().then(() => !isTorchOn.value, () => isTorchOn.value)
      isTorchOn.value = isOn ?? false
    },
  }
}
