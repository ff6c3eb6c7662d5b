import { expect, test, vi } from 'vitest'
import { facingOf, maxZoomOf, setFocus, switchTorch, zoomTo } from './camera-controls'

function camera(capabilities: object) {
  const applyConstraints = vi.fn(() => Promise.resolve())
  return { track: { getCapabilities: () => capabilities, applyConstraints } as unknown as MediaStreamTrack, applyConstraints }
}

const lastWish = (applyConstraints: ReturnType<typeof vi.fn>) => (applyConstraints.mock.lastCall?.[0] as { advanced: object[] }).advanced[0]

test('a camera chosen by command stays while other attributes change, and gives way when its own does', () => {
  expect(facingOf('front', 'front', 'back')).toBe('back')
  expect(facingOf('back', 'front', 'front')).toBe('back')
})

test('a camera that counts its zoom from 100 is zoomed from 1', async () => {
  const { track, applyConstraints } = camera({ zoom: { min: 100, max: 400 } })
  expect(maxZoomOf(track)).toBe(4)
  await zoomTo(track, 2.5)
  expect(lastWish(applyConstraints)).toEqual({ zoom: 250 })
  await zoomTo(track, 9)
  expect(lastWish(applyConstraints)).toEqual({ zoom: 400 })
  await zoomTo(track, -1)
  expect(lastWish(applyConstraints)).toEqual({ zoom: 100 })
})

test.each([{}, { zoom: { min: 1, max: 1 } }, { zoom: { min: 0, max: 4 } }])('a camera with %j does not zoom, and says so', async capabilities => {
  const { track } = camera(capabilities)
  expect(() => maxZoomOf(track)).toThrow('getMaxZoom:fail no zoom')
  await expect(zoomTo(track, 2)).rejects.toThrow('setZoom:fail no zoom')
})

test('a zoom that is no number is refused', async () => {
  await expect(zoomTo(camera({ zoom: { min: 1, max: 4 } }).track, Number.NaN)).rejects.toThrow('setZoom:fail zoom is not a number')
})

test('without a camera, in a browser that cannot ask, and without a torch there is no light', async () => {
  const cannotAsk = {} as MediaStreamTrack
  for (const track of [undefined, cannotAsk, camera({}).track]) await expect(switchTorch(track, true)).rejects.toThrow('toggleTorch:fail no torch')
})

test('the torch is switched where there is one', async () => {
  const { track, applyConstraints } = camera({ torch: true })
  await switchTorch(track, true)
  expect(lastWish(applyConstraints)).toEqual({ torch: true })
})

test('focus is set only to what the camera has', async () => {
  const { track, applyConstraints } = camera({ focusMode: ['continuous'] })
  await setFocus(track, false)
  expect(applyConstraints).not.toHaveBeenCalled()
  await setFocus(track, true)
  expect(lastWish(applyConstraints)).toEqual({ focusMode: 'continuous' })
})
