import { afterEach, expect, test, vi } from 'vitest'
import { answering, passing } from './withheld'

afterEach(() => { globalThis.kaikeWithheld = undefined })

const emitter = () => ({ statechange: vi.fn(), netstatus: vi.fn(), error: vi.fn() })
const isSettled = (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([promise.then(() => true, () => true), new Promise<boolean>(done => setTimeout(() => done(false), 5))])

test('everything passes unless a test withholds it', async () => {
  const emit = emitter()
  const shown = passing('pusher', emit)
  shown.statechange({ code: 1002, message: '' })
  shown.netstatus({ info: {} })
  shown.error({ errCode: 10001, errMsg: '' })
  for (const event of Object.values(emit)) expect(event).toHaveBeenCalledOnce()
  expect(await answering('pusher', 'stop', Promise.resolve('done'))).toBe('done')
})

test('withheld codes and statistics are not emitted, and the others are', () => {
  globalThis.kaikeWithheld = { pusher: [1002, 10001, 'netstatus'] }
  const emit = emitter()
  const shown = passing('pusher', emit)
  shown.statechange({ code: 1002, message: '' })
  shown.statechange({ code: 1102, message: '' })
  shown.netstatus({ info: {} })
  shown.error({ errCode: 10001, errMsg: '' })
  expect(emit.statechange.mock.calls).toEqual([[{ code: 1102, message: '' }]])
  expect(emit.netstatus).not.toHaveBeenCalled()
  expect(emit.error).not.toHaveBeenCalled()
})

test('the player and the pusher are withheld separately', () => {
  globalThis.kaikeWithheld = { pusher: [3005] }
  const emit = emitter()
  passing('player', emit).statechange({ code: 3005, message: '' })
  expect(emit.statechange).toHaveBeenCalledOnce()
})

test('the result of a withheld command never comes, success or failure', async () => {
  globalThis.kaikeWithheld = { player: ['stop'] }
  expect(await isSettled(answering('player', 'stop', Promise.resolve()))).toBe(false)
  expect(await isSettled(answering('player', 'stop', Promise.reject(new Error('refused'))))).toBe(false)
  expect(await isSettled(answering('player', 'play', Promise.reject(new Error('refused'))))).toBe(true)
})
