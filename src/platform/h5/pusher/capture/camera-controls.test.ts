import { expect, test, vi } from 'vitest'
import { facingOf, maxZoomOf, setFocus, switchTorch, zoomTo } from './camera-controls'

function camera(capabilities: object) {
  const applyConstraints = vi.fn(() => Promise.resolve())
  return {
    track: { getCapabilities: () => capabilities, applyConstraints } as unknown as MediaStreamTrack,
    applyConstraints,
  }
}

const lastWish = (applyConstraints: ReturnType<typeof vi.fn>) =>
  (applyConstraints.mock.lastCall?.[0] as { advanced: object[] }).advanced[0]

test('a camera chosen by command stays until the camera attribute changes', () => {
  expect(facingOf('front', 'front', 'back')).toBe('back')
  expect(facingOf('back', 'front', 'front')).toBe('back')
})

test('maps a zoom range that starts at 100 to one that starts at 1', async () => {
  const { track, applyConstraints } = camera({ zoom: { min: 100, max: 400 } })
  expect(maxZoomOf(track)).toBe(4)
  await zoomTo(track, 2.5)
  expect(lastWish(applyConstraints)).toEqual({ zoom: 250 })
  await zoomTo(track, 9)
  expect(lastWish(applyConstraints)).toEqual({ zoom: 400 })
  await zoomTo(track, -1)
  expect(lastWish(applyConstraints)).toEqual({ zoom: 100 })
})

test.each([
  {},
  { zoom: { min: 1, max: 1 } },
  { zoom: { min: 0, max: 4 } },
])('refuses to zoom a camera with %j', async capabilities => {
  const { track } = camera(capabilities)
  expect(() => maxZoomOf(track)).toThrow('getMaxZoom:fail no zoom')
  await expect(zoomTo(track, 2)).rejects.toThrow('setZoom:fail no zoom')
})

test('refuses a zoom that is not a number', async () => {
  await expect(zoomTo(camera({ zoom: { min: 1, max: 4 } }).track, Number.NaN))
    .rejects.toThrow('setZoom:fail zoom is not a number')
})

test('refuses the torch without a camera, without capabilities and without a torch', async () => {
  const cannotAsk = {} as MediaStreamTrack
  for (const track of [undefined, cannotAsk, camera({}).track]) {
    await expect(switchTorch(track, true)).rejects.toThrow('toggleTorch:fail no torch')
  }
})

test('switches the torch of a camera that has one', async () => {
  const { track, applyConstraints } = camera({ torch: true })
  await switchTorch(track, true)
  expect(lastWish(applyConstraints)).toEqual({ torch: true })
})

test('sets only focus modes that the camera has', async () => {
  const { track, applyConstraints } = camera({ focusMode: ['continuous'] })
  await setFocus(track, false)
  expect(applyConstraints).not.toHaveBeenCalled()
  await setFocus(track, true)
  expect(lastWish(applyConstraints)).toEqual({ focusMode: 'continuous' })
})
