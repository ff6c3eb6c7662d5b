import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyBaseLogger } from 'fastify'
import { WebSocketServer, type WebSocket } from 'ws'
import type { LiveSnapshot } from '../../../contract/class/snapshot'
import { admit, type Admission, type AdmissionDeps } from './admission'
import { closeSocket, Connection, type ConnectionListener } from './connection'
import { encode } from './messages'
import { isAllowedOrigin } from './origin'
import { BEAT_SECONDS, Room } from './room'

/** All rooms are read again this often: for changes by the clock, viewers and changes by other processes. */
const TICK_MS = 1_000
const BEAT_TICKS = BEAT_SECONDS * 1000 / TICK_MS
/** Members of the lessons are read again this often, also without a `recheck`. */
const RECHECK_TICKS = 60
const MAX_MESSAGE_BYTES = 4 * 1024
/** Upgrades that wait for their membership check. */
const MAX_PENDING_UPGRADES = 1_000
const CLOSE_LIMIT_MS = 1_500

interface ChannelHubDeps extends AdmissionDeps {
  /** Origins of web pages, besides the server's own, that may open a channel. */
  allowedOrigins: readonly string[]
  /** The current state of these lessons; unknown ids are left out. */
  snapshots(lessonIds: readonly string[]): Promise<ReadonlyMap<string, LiveSnapshot>>
  log: Pick<FastifyBaseLogger, 'warn'>
}

export interface ChannelHub {
  /** Takes over a WebSocket upgrade of `/api/v1/channel`. Refusals that a browser should read are close codes. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** The lesson's state may have changed: reads it and tells the room at once. */
  refresh(lessonId: string): void
  /** The lesson's members may have changed: closes the connections of those who left. */
  recheck(lessonId: string): void
  /** Open sockets, also those that are being closed. */
  connections(): number
  rooms(): number
  /** Tells all clients to reconnect later; resolves when every socket is closed, within 2 s. */
  close(): Promise<void>
}

export function createChannelHub(deps: ChannelHubDeps): ChannelHub {
  const { allowedOrigins, snapshots, mayJoin, now, log } = deps
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_MESSAGE_BYTES })
  const rooms = new Map<string, Room>()
  let loads = 0
  let ticks = 0
  let isTicking = false
  let isClosing = false
  let pendingUpgrades = 0

  async function load(lessonIds: readonly string[]): Promise<void> {
    loads += 1
    const number = loads
    const found = await snapshots(lessonIds)
    for (const lessonId of lessonIds) {
      const live = found.get(lessonId)
      const room = rooms.get(lessonId)
      if (live) room?.apply(live, number)
      else room?.closeAll('NOT_A_MEMBER')
    }
  }

  /** The next tick repairs a failed reading. */
  const loadOrWarn = (lessonIds: readonly string[]): Promise<void> =>
    load(lessonIds).catch((error: unknown) => { log.warn({ err: error }, 'channel: lessons could not be read') })

  function beat(): void {
    const text = encode({ type: 'beat', serverTime: now().toISOString() })
    for (const room of rooms.values()) {
      room.broadcast(text)
      room.probe()
    }
  }

  function tick(): void {
    ticks += 1
    if (ticks % BEAT_TICKS === 0) beat()
    if (ticks % RECHECK_TICKS === 0) void recheckAll()
    if (isTicking || rooms.size === 0) return
    isTicking = true
    void loadOrWarn([...rooms.keys()]).finally(() => { isTicking = false })
  }

  const ticker = setInterval(tick, TICK_MS).unref()

  function roomOf(lessonId: string): Room {
    const room = rooms.get(lessonId) ?? new Room(lessonId, now)
    rooms.set(lessonId, room)
    return room
  }

  function enter(socket: WebSocket, lessonId: string, memberId: string): void {
    const room = roomOf(lessonId)
    const listener: ConnectionListener = {
      // `ping` is the only message: the client tests its connection and expects an answer.
      onMessage: connection => { connection.send(encode({ type: 'beat', serverTime: now().toISOString() })) },
      onGone: connection => {
        room.remove(connection)
        if (room.size === 0 && rooms.get(lessonId) === room) rooms.delete(lessonId)
      },
    }
    room.add(new Connection(socket, memberId, listener))
    if (!room.isReady) void loadOrWarn([lessonId])
  }

  function welcome(socket: WebSocket, admission: Admission): void {
    if (admission.admitted) return enter(socket, admission.lessonId, admission.memberId)
    if (admission.cause) log.warn({ err: admission.cause }, 'channel: membership could not be read')
    socket.on('error', () => {})
    closeSocket(socket, admission.reason)
  }

  function handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (isClosing || pendingUpgrades >= MAX_PENDING_UPGRADES) return refuse(socket, '503 Service Unavailable')
    const { origin, host } = request.headers
    if (!isAllowedOrigin(origin, host, allowedOrigins)) return refuse(socket, '403 Forbidden')
    const onError = () => { socket.destroy() }
    socket.on('error', onError)
    pendingUpgrades += 1
    void admit(request.url ?? '', deps).then(admission => {
      pendingUpgrades -= 1
      socket.off('error', onError)
      server.handleUpgrade(request, socket, head, webSocket => { welcome(webSocket, admission) })
    })
  }

  async function recheck(lessonId: string): Promise<void> {
    const room = rooms.get(lessonId)
    if (!room) return
    try {
      const asked = room.memberIds()
      const members = await mayJoin(lessonId, asked)
      room.closeAll('NOT_A_MEMBER', memberId => asked.includes(memberId) && !members.has(memberId))
    } catch (error) {
      log.warn({ err: error }, 'channel: members could not be read')
    }
  }

  /** One room at a time: it is not urgent, and the database serves others in between. */
  async function recheckAll(): Promise<void> {
    for (const lessonId of [...rooms.keys()]) await recheck(lessonId)
  }

  async function close(): Promise<void> {
    isClosing = true
    clearInterval(ticker)
    for (const room of rooms.values()) room.closeAll('SERVER_RESTART')
    const forceCloseTimer = setTimeout(() => {
      for (const socket of server.clients) socket.terminate()
    }, CLOSE_LIMIT_MS)
    await new Promise<void>(resolve => { server.close(() => { resolve() }) })
    clearTimeout(forceCloseTimer)
  }

  return {
    handleUpgrade,
    refresh: lessonId => { if (rooms.has(lessonId)) void loadOrWarn([lessonId]) },
    recheck: lessonId => { void recheck(lessonId) },
    connections: () => server.clients.size,
    rooms: () => rooms.size,
    close,
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => { socket.destroy() })
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
