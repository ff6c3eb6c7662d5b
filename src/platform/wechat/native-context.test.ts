import { expect, test, vi } from 'vitest'
import { callNative, callNativeNow, toMaxZoom, toNativeSnapshot } from './native-context'

interface Callbacks { success: (result: unknown) => void, fail: (error: unknown) => void }

test('a command passes its options and resolves with the value of success', async () => {
  const requestFullScreen = vi.fn(({ success }: Callbacks) => success({ errMsg: 'ok' }))
  await expect(callNative({ requestFullScreen }, 'requestFullScreen', { direction: 90 }))
    .resolves.toEqual({ errMsg: 'ok' })
  expect(requestFullScreen).toHaveBeenCalledWith(expect.objectContaining({ direction: 90 }))
})

test('a command runs with its context as `this`', async () => {
  const context = { play({ success }: Callbacks) { success(this) } }
  await expect(callNative(context, 'play')).resolves.toBe(context)
})

test('a refusal rejects with WeChat\'s errMsg and errno', async () => {
  const stop = ({ fail }: Callbacks) => fail({ errMsg: 'stop:fail access denied', errno: 1107003 })
  await expect(callNative({ stop }, 'stop'))
    .rejects.toMatchObject({ errMsg: 'stop:fail access denied', errno: 1107003, failure: 'IN_BACKGROUND' })
})

test('reads an errno in text form and ignores an invalid one', async () => {
  const stop = (errno: unknown) => ({ stop: ({ fail }: Callbacks) => fail({ errMsg: 'stop:fail', errno }) })
  await expect(callNative(stop('102'), 'stop')).rejects.toMatchObject({ errno: 102, failure: 'NO_PERMISSION' })
  await expect(callNative(stop('busy'), 'stop')).rejects.toMatchObject({ errMsg: 'stop:fail', failure: undefined })
})

test('a refusal without errMsg rejects with a default errMsg', async () => {
  const stop = ({ fail }: Callbacks) => fail(undefined)
  await expect(callNative({ stop }, 'stop')).rejects.toMatchObject({ errMsg: 'stop:fail undefined' })
})

test('a command that this WeChat lacks rejects instead of throwing', async () => {
  await expect(callNative({}, 'toggleTorch'))
    .rejects.toMatchObject({ errMsg: 'toggleTorch:fail not supported by this version' })
  await expect(callNative(undefined, 'start')).rejects.toMatchObject({ errMsg: 'start:fail component is gone' })
})

test('a command that throws rejects', async () => {
  const broken = { start: () => { throw new Error('no bridge') } }
  await expect(callNative(broken, 'start')).rejects.toMatchObject({ errMsg: 'start:fail Error: no bridge' })
  await expect(callNativeNow(broken, 'start')).rejects.toMatchObject({ errMsg: 'start:fail Error: no bridge' })
})

test('a command without callbacks resolves with its values and its context', async () => {
  const listener = () => {}
  const onCustomRendererEvent = vi.fn(function (this: unknown) { return this })
  const context = { onCustomRendererEvent }
  await expect(callNativeNow(context, 'onCustomRendererEvent', 'frame', listener)).resolves.toBe(context)
  expect(onCustomRendererEvent).toHaveBeenCalledWith('frame', listener)
  await expect(callNativeNow({}, 'exitBackgroundPlayback'))
    .rejects.toMatchObject({ errMsg: 'exitBackgroundPlayback:fail not supported by this version' })
})

test('the maximum zoom is at least 1', () => {
  expect([{ maxZoom: '5.5' }, { maxZoom: 3 }, { maxZoom: 0 }, {}, undefined].map(toMaxZoom)).toEqual([5.5, 3, 1, 1, 1])
})

test('rejects a snapshot without a path', () => {
  for (const result of [undefined, null, {}, { tempImagePath: 7 }, { tempImagePath: '' }]) {
    expect(() => toNativeSnapshot(result)).toThrow('snapshot:fail no picture')
  }
})

test('reads the size of a snapshot as a number or as text', () => {
  expect(toNativeSnapshot({ tempImagePath: 'wxfile://a.jpg', width: '540', height: 960 }))
    .toEqual({ tempImagePath: 'wxfile://a.jpg', width: 540, height: 960 })
})
