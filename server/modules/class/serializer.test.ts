import { describe, expect, it } from 'vitest'
import { createSerializer } from './serializer'

const moment = () => new Promise(resolve => { setImmediate(resolve) })

describe('a serializer', () => {
  it('runs work of one key in order without delaying other keys', async () => {
    const serially = createSerializer()
    const order: string[] = []
    const slow = serially('a', async () => {
      await moment()
      await moment()
      order.push('a1')
    })
    void serially('a', async () => { order.push('a2') })
    void serially('b', async () => { order.push('b1') })
    await slow
    await serially.idle()
    expect(order).toEqual(['b1', 'a1', 'a2'])
  })

  it('continues after a failure, which only its caller sees', async () => {
    const serially = createSerializer()
    await expect(serially('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await serially('a', async () => 1)).toBe(1)
    await serially.idle()
  })
})
