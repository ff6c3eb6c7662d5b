import { createServer } from 'node:net'

/**
 * A TCP port of the loopback that nobody listens on now.
 * @returns {Promise<number>}
 */
export const freePort = () => new Promise((resolve, reject) => {
  const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const address = probe.address()
    probe.close(() => typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No free port')))
  })
})
