import { expect, it } from 'vitest'
import { healthHandlers } from './health'

const health = (isStopping: boolean, ping = async () => {}) =>
  healthHandlers({ version: '1.2.3', ping, isStopping: () => isStopping }).getHealth()

it('is ok while the database answers', async () => {
  expect(await health(false)).toEqual({ status: 'ok', version: '1.2.3' })
  await expect(health(false, async () => { throw new Error('gone') })).rejects.toThrow('gone')
})

it('reports that the server is stopping', async () => {
  await expect(health(true)).rejects.toMatchObject({ code: 'SHUTTING_DOWN', status: 503 })
})
