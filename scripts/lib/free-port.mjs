import { createServer } from 'node:net'

/**
 * A free TCP port of the loopback.
 * @returns {Promise<number>}
 */
export const freePort = () => new Promise((resolve, reject) => {
  const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const address = probe.address()
    probe.close(() => {
      if (typeof address === 'object' && address) resolve(address.port)
      else reject(new Error('No free port'))
    })
  })
})
