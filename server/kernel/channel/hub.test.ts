import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket, type ClientOptions } from 'ws'
import { CHANNEL_CLOSE } from '../../../contract/channel/close'
import type { ServerMessage } from '../../../contract/channel/messages'
import type { LiveSnapshot } from '../../../contract/class/snapshot'
import { issueTicket, type Ticket } from '../../media/ticket'
import { createChannelHub, type ChannelHub } from './hub'

const TICKET_KEY = 'the key of these tests'
const LESSON = randomUUID()
const MEMBER = randomUUID()
const SESSION = randomUUID()

let http: Server
let hub: ChannelHub
let lessons: Map<string, LiveSnapshot>
let members: Set<string>
let readings: Promise<unknown>[]

function snapshot(change: Partial<LiveSnapshot> = {}): LiveSnapshot {
  return {
    lessonId: LESSON, phase: 'open', sessionId: null, startedAt: null, interruptedAt: null, graceEndsAt: null,
    endedAt: null, endReason: null, publisherDevice: null, viewers: 0, peakViewers: 0,
    serverTime: new Date().toISOString(), ...change,
  }
}

const live = (change: Partial<LiveSnapshot> = {}) =>
  snapshot({ phase: 'live', sessionId: SESSION, startedAt: '2026-11-23T08:00:00.000Z', ...change })
const nowIs = (state: LiveSnapshot) => lessons.set(LESSON, state)

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  lessons = new Map([[LESSON, snapshot()]])
  members = new Set([MEMBER])
  readings = []
  hub = createChannelHub({
    ticketKey: TICKET_KEY,
    allowedOrigins: [],
    now: () => new Date(),
    log: { warn: () => {} },
    snapshots: async lessonIds => {
      const found = new Map([...lessons].filter(([lessonId]) => lessonIds.includes(lessonId)))
      await Promise.all(readings)
      return found
    },
    mayJoin: async (_, memberIds) => new Set(memberIds.filter(memberId => members.has(memberId))),
  })
  http = createServer()
  http.on('upgrade', (request, socket, head) => { hub.handleUpgrade(request, socket, head) })
  await new Promise<void>(resolve => { http.listen(0, '127.0.0.1', resolve) })
})

afterEach(async () => {
  await hub.close()
  http.closeAllConnections()
  await new Promise(resolve => { http.close(resolve) })
  vi.useRealTimers()
})

interface Peer {
  socket: WebSocket
  heard: ServerMessage[]
  closed: Promise<number>
}

function ticketFor(change: Partial<Ticket> = {}, key = TICKET_KEY): string {
  const expiresAt = new Date(Date.now() + 60_000)
  const ticket: Ticket = { purpose: 'channel', memberId: MEMBER, lessonId: LESSON, sessionId: null, expiresAt }
  return issueTicket(key, { ...ticket, ...change })
}

function connect(ticket = ticketFor(), options: ClientOptions = {}, lesson = LESSON): Peer {
  const { port } = http.address() as AddressInfo
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/channel?lesson=${lesson}&ticket=${ticket}`, options)
  const heard: ServerMessage[] = []
  socket.on('message', (data: Buffer) => { heard.push(JSON.parse(data.toString()) as ServerMessage) })
  socket.on('error', () => {})
  return { socket, heard, closed: new Promise(resolve => { socket.on('close', resolve) }) }
}

async function join(ticket?: string): Promise<Peer> {
  const peer = connect(ticket)
  await vi.waitFor(() => { expect(peer.heard[0]?.type).toBe('hello') })
  return peer
}

const tick = (seconds = 1) => { for (let i = 0; i < seconds; i += 1) vi.advanceTimersByTime(1000) }

describe('entering a channel', () => {
  it('receives the whole state first', async () => {
    nowIs(live({ viewers: 3 }))
    const { heard } = await join()
    const state = live({ viewers: 3, serverTime: expect.any(String) })
    expect(heard).toEqual([{ type: 'hello', epoch: expect.any(String), seq: 0, beatSeconds: 10, live: state }])
  })

  it.each([
    ['no ticket', ''],
    ['a ticket of another purpose', ticketFor({ purpose: 'play' })],
    ['a ticket of another lesson', ticketFor({ lessonId: randomUUID() })],
    ['an expired ticket', ticketFor({ expiresAt: new Date(Date.now() - 1000) })],
    ['a ticket under another key', ticketFor({}, 'other')],
  ])('is refused with %s by a code that a browser can read', async (_, ticket) => {
    const { closed, heard } = connect(ticket)
    expect(await closed).toBe(CHANNEL_CLOSE.BAD_TICKET.code)
    expect(heard).toEqual([])
  })

  it('is refused to members who no longer belong to the lesson', async () => {
    members.clear()
    expect(await connect().closed).toBe(CHANNEL_CLOSE.NOT_A_MEMBER.code)
  })

  it('is refused to the pages of another site before the upgrade', async () => {
    const { socket } = connect(ticketFor(), { origin: 'https://evil.example' })
    const response = await new Promise<{ statusCode?: number }>(resolve => {
      socket.on('unexpected-response', (_, answer) => { resolve(answer) })
    })
    expect(response.statusCode).toBe(403)
  })

  it('receives the end of the lesson, then the close', async () => {
    nowIs(live({ phase: 'ended' }))
    const peer = await join()
    expect(await peer.closed).toBe(CHANNEL_CLOSE.LESSON_OVER.code)
  })

  it('a sixth time closes the oldest of the same member', async () => {
    const peers: Peer[] = []
    for (let i = 0; i < 6; i += 1) peers.push(await join())
    expect(await peers[0]?.closed).toBe(CHANNEL_CLOSE.REPLACED.code)
    expect(peers.slice(1).map(({ socket }) => socket.readyState)).toEqual(Array(5).fill(WebSocket.OPEN))
  })
})

describe('a channel', () => {
  it('sends each change of state once, immediately and numbered', async () => {
    const { heard } = await join()
    nowIs(live())
    hub.refresh(LESSON)
    hub.refresh(LESSON)
    await vi.waitFor(() => { expect(heard).toHaveLength(2) })
    nowIs(live({ phase: 'interrupted' }))
    hub.refresh(LESSON)
    await vi.waitFor(() => { expect(heard).toHaveLength(3) })
    expect(heard.map(message => 'seq' in message && [message.seq, message.live.phase]))
      .toEqual([[0, 'open'], [1, 'live'], [2, 'interrupted']])
    expect(new Set(heard.map(message => 'epoch' in message && message.epoch)).size).toBe(1)
  })

  it('sends another publishing device within a second, and a loss only with its phase', async () => {
    nowIs(live({ publisherDevice: 'phone' }))
    const { heard } = await join()
    nowIs(live({ publisherDevice: 'laptop' }))
    tick()
    await vi.waitFor(() => { expect(heard).toHaveLength(2) })
    nowIs(live({ publisherDevice: null, viewers: 1 }))
    tick()
    await vi.waitFor(() => { expect(heard).toHaveLength(3) })
    expect(heard.pop()).toEqual({ type: 'viewers', count: 1 })
    nowIs(live({ phase: 'interrupted' }))
    tick()
    await vi.waitFor(() => { expect(heard).toHaveLength(3) })
    expect(heard.map(message => 'live' in message && [message.live.phase, message.live.publisherDevice]))
      .toEqual([['live', 'phone'], ['live', 'laptop'], ['interrupted', null]])
  })

  it('sends changes by the clock', async () => {
    nowIs(snapshot({ phase: 'scheduled' }))
    const { heard } = await join()
    nowIs(snapshot({ phase: 'open' }))
    tick()
    await vi.waitFor(() => { expect(heard[1]).toMatchObject({ type: 'live', seq: 1, live: { phase: 'open' } }) })
  })

  it('sends the number of viewers at most once a second, and only after a change', async () => {
    nowIs(live())
    const { heard } = await join()
    for (const viewers of [1, 2, 3]) nowIs(live({ viewers, peakViewers: viewers }))
    tick()
    await vi.waitFor(() => { expect(heard.slice(1)).toEqual([{ type: 'viewers', count: 3 }]) })
    tick()
    hub.refresh(LESSON)
    nowIs(live({ phase: 'interrupted', viewers: 3 }))
    hub.refresh(LESSON)
    await vi.waitFor(() => { expect(heard.slice(2)).toMatchObject([{ type: 'live', seq: 1 }]) })
  })

  it('does not return to an older state when a slow reading arrives late', async () => {
    const { heard } = await join()
    let finish = () => {}
    readings.push(new Promise<void>(resolve => { finish = resolve }))
    hub.refresh(LESSON)
    readings = []
    nowIs(live())
    hub.refresh(LESSON)
    await vi.waitFor(() => { expect(heard).toHaveLength(2) })
    finish()
    nowIs(live({ viewers: 1 }))
    hub.refresh(LESSON)
    await vi.waitFor(() => { expect(heard[2]).toEqual({ type: 'viewers', count: 1 }) })
    expect(heard).toHaveLength(3)
  })

  it('beats every ten seconds and answers a ping with a beat', async () => {
    const { heard, socket } = await join()
    tick(10)
    await vi.waitFor(() => { expect(heard.at(-1)).toEqual({ type: 'beat', serverTime: expect.any(String) }) })
    socket.send('{"type":"ping"}')
    await vi.waitFor(() => { expect(heard.filter(({ type }) => type === 'beat')).toHaveLength(2) })
  })

  it('is closed by an unknown message', async () => {
    const { closed, socket } = await join()
    socket.send('{"type":"sing"}')
    expect(await closed).toBe(CHANNEL_CLOSE.BAD_MESSAGE.code)
  })

  it('is closed when the client floods it', async () => {
    const { closed, socket } = await join()
    for (let i = 0; i <= 100; i += 1) socket.send('{"type":"ping"}')
    expect(await closed).toBe(CHANNEL_CLOSE.BAD_MESSAGE.code)
  })

  it('is closed when the client answers no ping', async () => {
    const peer = connect(ticketFor(), { autoPong: false })
    await vi.waitFor(() => { expect(peer.heard).toHaveLength(1) })
    tick(30)
    expect(await peer.closed).toBe(CHANNEL_CLOSE.SILENT.code)
  })

  it('is closed when the client does not read', async () => {
    const { socket, closed } = await join()
    const raw = (socket as unknown as { _socket: Socket })._socket
    raw.pause()
    // Large enough that a few states overflow the buffers of the kernel.
    for (let i = 0; i < 40 && hub.rooms() > 0; i += 1) {
      nowIs(live({ startedAt: `${i}`.repeat(500_000) }))
      hub.refresh(LESSON)
      await new Promise(resolve => { setImmediate(resolve) })
    }
    expect(hub.rooms()).toBe(0)
    await vi.waitFor(() => { expect(hub.connections()).toBe(0) }, { timeout: 4000 })
    raw.resume()
    await closed
  })

  it('sends the end of the lesson before it closes', async () => {
    nowIs(live())
    const { closed, heard } = await join()
    nowIs(live({ phase: 'ended', endReason: 'teacher_ended' }))
    hub.refresh(LESSON)
    expect(await closed).toBe(CHANNEL_CLOSE.LESSON_OVER.code)
    expect(heard.at(-1)).toMatchObject({ type: 'live', live: { phase: 'ended', endReason: 'teacher_ended' } })
  })

  it('is closed for members who left the lesson and for no others', async () => {
    const other = randomUUID()
    members.add(other)
    const [leaver, stayer] = [await join(), await join(ticketFor({ memberId: other }))]
    members.delete(MEMBER)
    hub.recheck(LESSON)
    expect(await leaver.closed).toBe(CHANNEL_CLOSE.NOT_A_MEMBER.code)
    expect(stayer.socket.readyState).toBe(WebSocket.OPEN)
  })

  it('asks all clients to reconnect when the server stops', async () => {
    const peers = [await join(), await join()]
    await hub.close()
    const { code } = CHANNEL_CLOSE.SERVER_RESTART
    expect(await Promise.all(peers.map(({ closed }) => closed))).toEqual([code, code])
    expect(hub.connections()).toBe(0)
  })
})

describe('memory', () => {
  it('keeps neither rooms nor sockets of members who left, in any way', async () => {
    for (let round = 0; round < 3; round += 1) {
      const peers = await Promise.all(Array.from({ length: 5 }, () => join()))
      peers.forEach(({ socket }, i) => { if (i % 2) socket.terminate(); else socket.close() })
      await Promise.all(peers.map(({ closed }) => closed))
    }
    await connect('bad').closed
    await vi.waitFor(() => { expect([hub.rooms(), hub.connections()]).toEqual([0, 0]) })
  })
})
