import { expect, it } from 'vitest'
import { inNextTask } from './next-task'

it('goes on with the value after what waits by now, and not before', async () => {
  const order: string[] = []
  const later = inNextTask('value').then(value => order.push(value))
  await Promise.resolve().then(() => order.push('microtask'))
  expect(order).toEqual(['microtask'])
  await later
  expect(order).toEqual(['microtask', 'value'])
})
