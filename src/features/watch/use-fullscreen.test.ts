import { expect, it, vi } from 'vitest'
import { ref } from 'vue'
import type { FullScreenDirection } from '@/platform/live-player.types'
import { useFullscreen } from './use-fullscreen'

function fullscreen(direction: FullScreenDirection = 90) {
  const requestFullScreen = vi.fn(async () => {})
  const exitFullScreen = vi.fn(async () => {})
  const component = ref({ requestFullScreen, exitFullScreen })
  return { requestFullScreen, exitFullScreen, ...useFullscreen({ component, direction: () => direction }) }
}

it('requests the direction of now, and follows what the component reports', async () => {
  const { isFullscreen, toggleFullscreen, onFullscreenChange, requestFullScreen } = fullscreen(-90)
  await toggleFullscreen()
  expect(requestFullScreen.mock.calls).toEqual([[-90]])
  expect(isFullscreen.value).toBe(false)
  onFullscreenChange({ fullScreen: true, direction: 'horizontal' })
  expect(isFullscreen.value).toBe(true)
})

it('leaves with the second tap', async () => {
  const { toggleFullscreen, onFullscreenChange, requestFullScreen, exitFullScreen } = fullscreen()
  onFullscreenChange({ fullScreen: true, direction: 'horizontal' })
  await toggleFullscreen()
  expect(exitFullScreen).toHaveBeenCalledTimes(1)
  expect(requestFullScreen).not.toHaveBeenCalled()
})

it('sends no command for leaving when the picture is not in full screen', async () => {
  const { leaveFullscreen, exitFullScreen } = fullscreen()
  await leaveFullscreen()
  expect(exitFullScreen).not.toHaveBeenCalled()
})

it('ignores a refusal', async () => {
  const { isFullscreen, toggleFullscreen, requestFullScreen } = fullscreen()
  requestFullScreen.mockRejectedValue(new Error('refused'))
  await expect(toggleFullscreen()).resolves.toBeUndefined()
  expect(isFullscreen.value).toBe(false)
})
