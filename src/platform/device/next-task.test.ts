import { expect, it } from 'vitest'
import { inNextTask as inWeChat } from './next-task'
import { inNextTask as inBrowser } from './next-task.h5'

it.each([['WeChat', inWeChat], ['the browser', inBrowser]])('in %s a task goes on with the value after what waits by now, and not before', async (_name, inNextTask) => {
  const order: string[] = []
  const later = inNextTask('value').then(value => order.push(value))
  await Promise.resolve().then(() => order.push('microtask'))
  expect(order).toEqual(['microtask'])
  await later
  expect(order).toEqual(['microtask', 'value'])
})
