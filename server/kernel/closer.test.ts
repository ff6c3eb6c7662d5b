import { expect, it } from 'vitest'
import { Closer } from './closer'

function setUp() {
  const closer = new Closer()
  const closed: string[] = []
  const add = (name: string, error?: Error) => closer.add(async () => {
    closed.push(name)
    if (error) throw error
  })
  return { closer, closed, add }
}

it('closes the last opened resource first', async () => {
  const { closer, closed, add } = setUp()
  add('database')
  add('http')
  expect(closer.isClosing).toBe(false)
  const closing = closer.close()
  expect(closer.isClosing).toBe(true)
  await closing
  expect(closed).toEqual(['http', 'database'])
})

it('closes each resource once, in any order of calls', async () => {
  const { closer, closed, add } = setUp()
  const closeEarly = add('relay')
  await closeEarly()
  await Promise.all([closer.close(), closer.close()])
  expect(closed).toEqual(['relay'])
})

it('closes the rest when one fails, and reports it', async () => {
  const { closer, closed, add } = setUp()
  add('database')
  add('relay', new Error('stuck'))
  await expect(closer.close()).rejects.toThrow('stuck')
  expect(closed).toEqual(['relay', 'database'])
})
