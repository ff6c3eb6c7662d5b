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
    switchCamera: vi.fn(() => Promise.resolve()), toggleTorch: vi.fn(() => Promise.resolve()), setMICVolume: vi.fn(() => Promise.resolve()),
    getMaxZoom: vi.fn(() => Promise.resolve(5)), setZoom: vi.fn(() => Promise.resolve()),
  }
  const settings = ref(readCaptureSettings(stored))
  const isCapturing = ref(isOpen)
  const generation = ref(0)
  const change = <Name extends keyof CaptureSettings>(name: Name, value: CaptureSettings[Name]) => {
    settings.value = { ...settings.value, [name]: value }
  }
  const { result } = withSetup(() => useCaptureCommands({
    component: ref(commands), settings, change, isCapturing: () => isCapturing.value, generation: () => generation.value,
  }))
  return { ...result, commands, settings, change, isCapturing, generation }
}

it('an open camera is turned by the command, and the attribute stays', async () => {
  const { commands, change, devicePosition } = capturing()
  change('devicePosition', 'back')
  await flushPromises()
  expect(commands.switchCamera).toHaveBeenCalledTimes(1)
  expect(devicePosition.value).toBe('front')
})

it('a camera that is not open yet is chosen by the attribute', async () => {
  const { commands, change, devicePosition } = capturing({}, false)
  change('devicePosition', 'back')
  await flushPromises()
  expect(commands.switchCamera).not.toHaveBeenCalled()
  expect(devicePosition.value).toBe('back')
})

it('a new native component begins with the camera that was on', async () => {
  const { change, devicePosition, generation } = capturing()
  change('devicePosition', 'back')
  await flushPromises()
  generation.value += 1
  await flushPromises()
  expect(devicePosition.value).toBe('back')
})

it('where there is only one camera the setting goes back, and no second try follows', async () => {
  const { commands, change, settings } = capturing()
  commands.switchCamera.mockImplementation(refused)
  change('devicePosition', 'back')
  await flushPromises()
  expect(settings.value.devicePosition).toBe('front')
  expect(commands.switchCamera).toHaveBeenCalledTimes(1)
})

it('volume and zoom are set anew whenever the camera opens, and with each change', async () => {
  const { commands, change, isCapturing, maxZoom } = capturing({ microphoneVolume: 0.5, zoom: true, zoomFactor: 2 }, false)
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

it('a device without zoom leaves the limit unknown', async () => {
  const { commands, maxZoom, isCapturing } = capturing({}, false)
  commands.getMaxZoom.mockImplementation(refused)
  isCapturing.value = true
  await flushPromises()
  expect(maxZoom.value).toBeUndefined()
})

it('the light is on only as long as it can be', async () => {
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
