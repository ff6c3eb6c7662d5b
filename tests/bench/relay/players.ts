/** Players with minimal cost: raw sockets, read at intervals into one shared buffer, mostly without parsing. */
import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { amfObject, encodeAmf } from '../../../server/media/engines/relay/rtmp/amf/amf0'
import { encodeMessage } from '../../../server/media/engines/relay/rtmp/chunk-writer'
import { HANDSHAKE_BYTES } from '../../../server/media/engines/relay/rtmp/handshake'
import { MESSAGE_TYPE } from '../../../server/media/engines/relay/rtmp/message'
import { StampReader } from './source'
import type { Socket } from 'node:net'
import type { AmfValue } from '../../../server/media/engines/relay/rtmp/amf/amf0'

export type PlayProtocol = 'http-flv' | 'ws-flv' | 'rtmp' | 'raw'

export interface PlayTarget {
  protocol: PlayProtocol
  port: number
  /** Name of the stream with its query. */
  name: string
}

/** Interval between reads of a crowd's player: reading at every arrival would measure the reader. */
const READ_EVERY_MS = 250
/** The crowd is read in this many parts, so that the load client does not delay its probes. */
const TURNS = 50
const READ_BYTES = 256 * 1024

const command = (...values: AmfValue[]): Buffer =>
  encodeMessage({ type: MESSAGE_TYPE.command, streamId: 1, timestampMs: 0, payload: encodeAmf(...values) }, 4, 128)

/** All messages of a player, sent without waiting for the answers. */
function requestOf({ protocol, name }: PlayTarget): Buffer {
  const path = `/live/${name.replace(/(\?|$)/, '.flv$1')}`
  switch (protocol) {
    case 'raw': return Buffer.from('\n')
    case 'http-flv': return Buffer.from(`GET ${path} HTTP/1.1\r\nHost: bench\r\n\r\n`)
    case 'ws-flv': return Buffer.from(
      `GET ${path} HTTP/1.1\r\nHost: bench\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`
      + `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`)
    case 'rtmp': return Buffer.concat([
      Buffer.of(3), Buffer.alloc(2 * HANDSHAKE_BYTES),
      command('connect', 1, amfObject({ app: 'live', tcUrl: 'rtmp://127.0.0.1/live' })),
      command('createStream', 2, null),
      command('play', 3, null, name),
    ])
  }
}

interface Player {
  socket: Socket
  bytes: number
  isClosed: boolean
  lastAtMs: number
  /** The longest time without a byte. */
  longestGapMs: number
}

function open(target: PlayTarget, memory: Buffer, onData: (data: Buffer) => void, readsOn: boolean): Player {
  const socket = connect({
    host: '127.0.0.1', port: target.port, noDelay: true,
    onread: {
      buffer: memory,
      callback(count, buffer) {
        const nowMs = performance.now()
        player.bytes += count
        player.longestGapMs = Math.max(player.longestGapMs, nowMs - player.lastAtMs)
        player.lastAtMs = nowMs
        onData(Buffer.from(buffer.buffer, buffer.byteOffset, count))
        return readsOn
      },
    },
  })
  const player: Player = { socket, bytes: 0, isClosed: false, lastAtMs: performance.now(), longestGapMs: 0 }
  socket.on('error', () => { /* 'close' follows. */ })
  socket.on('close', () => { player.isClosed = true })
  socket.on('connect', () => { socket.write(requestOf(target)) })
  return player
}

/** Viewers that receive data without parsing it. */
export class Crowd {
  readonly #players: Player[] = []
  readonly #memory = Buffer.allocUnsafe(READ_BYTES)
  readonly #timer = setInterval(() => { this.#read() }, READ_EVERY_MS / TURNS)
  #turn = 0

  get bytes(): number {
    return this.#players.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  bytesOfEach(): number[] {
    return this.#players.map(({ bytes }) => bytes)
  }

  /** Number of players whose connection is open. */
  get open(): number {
    return this.#players.filter(({ isClosed }) => !isClosed).length
  }

  /** Longest wait of one player for a byte. */
  get longestGapMs(): number {
    const nowMs = performance.now()
    return Math.max(...this.#players.map(({ longestGapMs, lastAtMs }) => Math.max(longestGapMs, nowMs - lastAtMs)))
  }

  add(targets: readonly PlayTarget[]): void {
    for (const target of targets) {
      this.#players.push(open(target, this.#memory, () => { /* The data is not read. */ }, false))
    }
  }

  end(): void {
    clearInterval(this.#timer)
    for (const { socket } of this.#players) socket.destroy()
  }

  #read(): void {
    this.#turn = (this.#turn + 1) % TURNS
    for (let index = this.#turn; index < this.#players.length; index += TURNS) {
      const player = this.#players[index]
      if (player && !player.isClosed) player.socket.resume()
    }
  }
}

/** A viewer that parses every frame at its arrival. */
export class Probe {
  readonly agesMs: number[] = []
  /** Time from the connection to the first frame. */
  firstFrameMs: number | undefined
  readonly #player: Player
  #onFirstFrame = () => { /* No caller waits. */ }

  /** Without `reads` it receives only as much as its socket buffers, like a phone whose network vanished. */
  constructor(target: PlayTarget, { reads = true } = {}) {
    const startedAt = performance.now()
    const reader = new StampReader(ageMs => {
      if (this.firstFrameMs === undefined) {
        this.firstFrameMs = performance.now() - startedAt
        this.#onFirstFrame()
      }
      this.agesMs.push(ageMs)
    })
    this.#player = open(target, Buffer.allocUnsafe(READ_BYTES), data => {
      reader.push(data)
    }, reads)
  }

  /** Resolves with the first frame, or after `limitMs`. */
  joined(limitMs: number): Promise<void> {
    return new Promise(resolve => {
      this.#onFirstFrame = resolve
      setTimeout(resolve, limitMs)
      if (this.firstFrameMs !== undefined) resolve()
    })
  }

  end(): void {
    this.#player.socket.destroy()
  }
}
