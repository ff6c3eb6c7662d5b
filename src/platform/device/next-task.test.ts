import { expect, it } from 'vitest'
import { inNextTask as inWeChat } from './next-task'
import { inNextTask as inBrowser } from './next-task.h5'

it.each([
  ['WeChat', inWeChat],
  ['the browser', inBrowser],
])('in %s the value comes in a task after those that wait already', async (_name, inNextTask) => {
  const order: string[] = []
  const later = inNextTask('value').then(value => order.push(value))
  await Promise.resolve().then(() => order.push('microtask'))
  expect(order).toEqual(['microtask'])
  await later
  expect(order).toEqual(['microtask', 'value'])
})
