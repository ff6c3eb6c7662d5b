import { expect, it } from 'vitest'
import { useDatabase } from '../../../tests/support/server/databases'
import { useServer } from '../../../tests/support/server/server'

const TOKEN = 'a-token-of-some-length'
const server = useServer(useDatabase(), { METRICS_TOKEN: TOKEN })

it('shows metrics to holders of the token only', async () => {
  const status = async (token?: string) => (await server().call('GET', '/metrics', { token })).status
  expect([await status(TOKEN), await status(), await status('another-token-of-length')]).toEqual([200, 401, 401])
})
