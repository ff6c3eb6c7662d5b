import '../../../tests/support/client/fake-server'
import { expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { flushPromises } from '@vue/test-utils'
import { readCaptureSettings } from './rules/capture-settings'
import type { CaptureSettings } from './rules/capture-settings'
import { withSetup } from '../../../tests/support/client/with-setup'
import { useCaptureCommands } from './use-capture-commands'

const refused = () => Promise.reject(new Error('fail'))

function capturing(stored: Partial<CaptureSettings> = {}, isOpen = true) {
  const commands = {
    switchCamera: vi.fn(() => Promise.resolve()), toggleTorch: vi.fn(() => Promise.resolve()),
    setMICVolume: vi.fn(() => Promise.resolve()),
    getMaxZoom: vi.fn(() => Promise.resolve(5)), setZoom: vi.fn(() => Promise.resolve()),
  }
  const settings = ref(readCaptureSettings(stored))
  const isCapturing = ref(isOpen)
  const generation = ref(0)
  const change = <Name extends keyof CaptureSettings>(name: Name, value: CaptureSettings[Name]) => {
    settings.value = { ...settings.value, [name]: value }
  }
  const { result } = withSetup(() => useCaptureCommands({
    component: ref(commands), settings, change, isCapturing: () => isCapturing.value,
    generation: () => generation.value,
  }))
  return { ...result, commands, settings, change, isCapturing, generation }
}

it('switches an open camera by command and keeps the attribute', async () => {
  const { commands, change, devicePosition } = capturing()
  change('devicePosition', 'back')
  await flushPromises()
  expect(commands.switchCamera).toHaveBeenCalledTimes(1)
  expect(devicePosition.value).toBe('front')
})

it('chooses a closed camera by the attribute', async () => {
  const { commands, change, devicePosition } = capturing({}, false)
  change('devicePosition', 'back')
  await flushPromises()
  expect(commands.switchCamera).not.toHaveBeenCalled()
  expect(devicePosition.value).toBe('back')
})

it('starts a new native component with the last camera', async () => {
  const { change, devicePosition, generation } = capturing()
  change('devicePosition', 'back')
  await flushPromises()
  generation.value += 1
  await flushPromises()
  expect(devicePosition.value).toBe('back')
})

it('resets the setting without a second try when the switch is refused', async () => {
  const { commands, change, settings } = capturing()
  commands.switchCamera.mockImplementation(refused)
  change('devicePosition', 'back')
  await flushPromises()
  expect(settings.value.devicePosition).toBe('front')
  expect(commands.switchCamera).toHaveBeenCalledTimes(1)
})

it('sets volume and zoom when the camera opens and on each change', async () => {
  const { commands, change, isCapturing, maxZoom } = capturing(
    { microphoneVolume: 0.5, zoom: true, zoomFactor: 2 }, false,
  )
  expect(commands.setMICVolume).not.toHaveBeenCalled()
  isCapturing.value = true
  await flushPromises()
  expect(commands.setMICVolume).toHaveBeenLastCalledWith(0.5)
  expect(commands.setZoom).toHaveBeenLastCalledWith(2)
  expect(maxZoom.value).toBe(5)
  change('microphoneVolume', 0.8)
  change('zoom', false)
  await flushPromises()
  expect(commands.setMICVolume).toHaveBeenLastCalledWith(0.8)
  expect(commands.setZoom).toHaveBeenLastCalledWith(1)
})

it('leaves the zoom limit undefined on a device without zoom', async () => {
  const { commands, maxZoom, isCapturing } = capturing({}, false)
  commands.getMaxZoom.mockImplementation(refused)
  isCapturing.value = true
  await flushPromises()
  expect(maxZoom.value).toBeUndefined()
})

it('switches the light off with the camera, and keeps it off after a refusal', async () => {
  const { commands, change, isTorchOn, toggleTorch } = capturing({ devicePosition: 'back' })
  await toggleTorch()
  expect(isTorchOn.value).toBe(true)
  change('devicePosition', 'front')
  await flushPromises()
  expect(isTorchOn.value).toBe(false)
  commands.toggleTorch.mockImplementation(refused)
  await toggleTorch()
  expect(isTorchOn.value).toBe(false)
})
