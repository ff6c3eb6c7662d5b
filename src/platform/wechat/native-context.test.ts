import { expect, test, vi } from 'vitest'
import { callNative, toNativeSnapshot } from './native-context'

interface Callbacks { success: (result: unknown) => void, fail: (error: unknown) => void }

test('a command resolves with what WeChat hands to success, and gets its options', async () => {
  const requestFullScreen = vi.fn(({ success }: Callbacks) => success({ errMsg: 'ok' }))
  await expect(callNative({ requestFullScreen }, 'requestFullScreen', { direction: 90 })).resolves.toEqual({ errMsg: 'ok' })
  expect(requestFullScreen).toHaveBeenCalledWith(expect.objectContaining({ direction: 90 }))
})

test('a command keeps its context as `this`', async () => {
  const context = { play({ success }: Callbacks) { success(this) } }
  await expect(callNative(context, 'play')).resolves.toBe(context)
})

test('a refusal rejects with WeChat\'s errMsg and errno', async () => {
  const stop = ({ fail }: Callbacks) => fail({ errMsg: 'stop:fail access denied', errno: 1107003 })
  await expect(callNative({ stop }, 'stop')).rejects.toMatchObject({ errMsg: 'stop:fail access denied', errno: 1107003 })
})

test('a refusal without errMsg still rejects with one', async () => {
  const stop = ({ fail }: Callbacks) => fail(undefined)
  await expect(callNative({ stop }, 'stop')).rejects.toMatchObject({ errMsg: 'stop:fail undefined' })
})

test('a command that this WeChat does not have is refused, not thrown', async () => {
  await expect(callNative({}, 'toggleTorch')).rejects.toMatchObject({ errMsg: 'toggleTorch:fail not supported by this version' })
  await expect(callNative(undefined, 'start')).rejects.toMatchObject({ errMsg: 'start:fail component is gone' })
})

test('a snapshot\'s size is a number, as text too', () => {
  expect(toNativeSnapshot({ tempImagePath: 'wxfile://a.jpg', width: '540', height: 960 }))
    .toEqual({ tempImagePath: 'wxfile://a.jpg', width: 540, height: 960 })
})
