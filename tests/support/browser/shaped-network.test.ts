import { createServer } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ShapedNetwork } from './shaped-network'

const BODY = 'x'.repeat(200_000)

/** Answers `/live/…` and `/api` with the path that was asked for, and `/big` with a long body. */
const target = createServer((request, response) => {
  response.end(request.url === '/big' ? BODY : request.url)
})

let network: ShapedNetwork

beforeEach(async () => {
  await new Promise<void>(resolve => target.listen(0, '127.0.0.1', resolve))
  network = await ShapedNetwork.before(`http://127.0.0.1:${(target.address() as AddressInfo).port}`)
})

afterEach(async () => {
  await network.close()
  target.closeAllConnections()
  await new Promise(resolve => target.close(resolve))
})

/** Opens a connection that requests `path` and keeps the answers. */
function ask(path: string) {
  const socket: Socket = connect(network.port, '127.0.0.1')
  let received = ''
  const ended = new Promise<'fin' | 'rst'>(resolve => {
    socket.on('end', () => resolve('fin'))
    socket.on('error', () => resolve('rst'))
  })
  socket.on('data', chunk => { received += chunk.toString() })
  const send = (next: string) => socket.write(`GET ${next} HTTP/1.1\r\nHost: test\r\n\r\n`)
  send(path)
  const answered = (text: string) => expect.poll(() => received).toContain(text)
  return { send, ended, received: () => received, answered }
}

/** Longer than an answer takes: three requests through the free lane. */
const aWhile = async () => {
  for (let n = 0; n < 3; n += 1) await fetch(`${network.url}/free`).then(it => it.text(), () => '')
}

describe('the shaped network', () => {
  it('passes everything on', async () => {
    expect(await (await fetch(`${network.url}/big`)).text()).toBe(BODY)
  })

  it('holds the data of frozen and new connections and delivers it after the thaw', async () => {
    const open = ask('/live/a')
    await open.answered('/live/a')
    network.freeze('media')
    open.send('/live/b')
    const fresh = ask('/live/c')
    await aWhile()
    expect(open.received()).not.toContain('/live/b')
    expect(fresh.received()).toBe('')
    network.thaw('media')
    await open.answered('/live/b')
    await fresh.answered('/live/c')
  })

  it('cuts open and new connections with FIN', async () => {
    const open = ask('/live/a')
    await open.answered('/live/a')
    network.cut()
    expect(await open.ended).toBe('fin')
    expect(await ask('/live/b').ended).toBe('fin')
    expect(network.turnedAway).toEqual({ media: 1, web: 0 })
    network.heal()
    await ask('/live/c').answered('/live/c')
  })

  it('resets open connections once', async () => {
    const open = ask('/live/a')
    await open.answered('/live/a')
    network.reset()
    expect(await open.ended).toBe('rst')
    await ask('/live/b').answered('/live/b')
  })

  it('refuses new connections and leaves open ones alone', async () => {
    const open = ask('/live/a')
    await open.answered('/live/a')
    network.refuse()
    expect(await ask('/live/b').ended).toBe('rst')
    expect(network.turnedAway).toEqual({ media: 1, web: 0 })
    open.send('/live/c')
    await open.answered('/live/c')
  })

  it.each(['cut', 'reset', 'refuse', 'freeze'] as const)('leaves other traffic alone: %s', async trouble => {
    const media = ask('/live/a')
    const web = ask('/api/a')
    await Promise.all([media.answered('/live/a'), web.answered('/api/a')])
    network[trouble]('media')
    web.send('/api/b')
    await web.answered('/api/b')
    await ask('/api/c').answered('/api/c')
  })

  it('loses nothing and keeps the order when it is slow or late', async () => {
    network.throttle({ downKbps: 4_000 })
    network.delay(20, 30)
    expect(await (await fetch(`${network.url}/big`)).text()).toBe(BODY)
  })

  it('lets a free lane overtake a slow one', async () => {
    network.throttle({ downKbps: 1 }, 'media')
    const slow = ask('/live/a')
    await ask('/api/a').answered('/api/a')
    await aWhile()
    expect(slow.received()).not.toContain('/live/a')
    network.heal()
  })

  it('tells the client when the server is gone', async () => {
    const open = ask('/live/a')
    await open.answered('/live/a')
    target.closeAllConnections()
    expect(await open.ended).toBe('fin')
    await new Promise(resolve => target.close(resolve))
    expect(await ask('/live/b').ended).toBe('rst')
    await new Promise<void>(resolve => target.listen(0, '127.0.0.1', resolve))
  })
})
