/** An RTMP peer for tests that can also send messages that no honest peer sends. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { amfObject, decodeAmf, encodeAmf } from '../../../server/media/engines/relay/rtmp/amf/amf0'
import { ChunkReader } from '../../../server/media/engines/relay/rtmp/chunk-reader'
import { encodeMessage } from '../../../server/media/engines/relay/rtmp/chunk-writer'
import { HANDSHAKE_BYTES } from '../../../server/media/engines/relay/rtmp/handshake'
import { MESSAGE_TYPE } from '../../../server/media/engines/relay/rtmp/message'
import { until } from './until'
import type { Socket } from 'node:net'
import type { FlvTag } from '../../../server/media/engines/relay/flv/flv-tags'
import type { AmfValue } from '../../../server/media/engines/relay/rtmp/amf/amf0'
import type { RtmpMessage } from '../../../server/media/engines/relay/rtmp/message'

const CHUNK_BYTES = 128
const LIMITS = { maxMessageBytes: 4 * 1024 * 1024, maxCommandBytes: 64 * 1024, maxChunkStreams: 16, minChunkBytes: 128 }

export class RtmpClient {
  /** The relay ignores it; node-media-server 4.4 ends its process when it is not a URL. */
  tcUrl = 'not a url'
  readonly socket: Socket
  readonly messages: RtmpMessage[] = []
  isClosed = false
  readonly #reader = new ChunkReader(LIMITS)
  #skip = 1 + 2 * HANDSHAKE_BYTES

  constructor(port: number) {
    this.#reader.allowMedia()
    this.socket = connect({ host: '127.0.0.1', port, noDelay: true })
    this.socket.on('error', () => { /* 'close' follows. */ })
    this.socket.on('close', () => { this.isClosed = true })
    this.socket.on('data', data => {
      const media = data.subarray(this.#skip)
      this.#skip = Math.max(0, this.#skip - data.length)
      this.messages.push(...this.#reader.push(media))
    })
  }

  /** The codes of all status and connect answers so far. */
  get codes(): string[] {
    return this.messages.filter(({ type }) => type === MESSAGE_TYPE.command)
      .flatMap(({ payload }) => decodeAmf(payload))
      .flatMap(value => value instanceof Map ? [value.get('code') as AmfValue] : [])
      .filter(code => typeof code === 'string')
  }

  get media(): RtmpMessage[] {
    return this.messages.filter(({ type }) => type === MESSAGE_TYPE.audio || type === MESSAGE_TYPE.video)
  }

  send(bytes: Buffer): void {
    this.socket.write(bytes)
  }

  shakeHands(): void {
    this.send(Buffer.concat([Buffer.of(3), Buffer.alloc(2 * HANDSHAKE_BYTES)]))
  }

  message(type: number, payload: Buffer, timestampMs = 0): void {
    this.send(encodeMessage({ type, streamId: 1, timestampMs, payload }, 4, CHUNK_BYTES))
  }

  command(...values: AmfValue[]): void {
    this.message(MESSAGE_TYPE.command, encodeAmf(...values))
  }

  tags(...tags: FlvTag[]): void {
    for (const { type, body, timestampMs } of tags) this.message(type, body, timestampMs)
  }

  /** Sends the handshake, `connect` and `createStream`. */
  connect(app = 'live'): void {
    this.shakeHands()
    this.command('connect', 1, amfObject({ app, tcUrl: this.tcUrl }))
    this.command('createStream', 2, null)
  }

  async publish(name: string): Promise<void> {
    this.connect()
    this.command('publish', 3, null, name, 'live')
    await this.heard('NetStream.Publish.Start')
  }

  async play(name: string): Promise<void> {
    this.connect()
    this.command('play', 3, null, name)
    await this.heard('NetStream.Play.Start')
  }

  heard(code: string): Promise<void> {
    const describeState = () => `heard ${this.codes.join(', ')}; closed: ${this.isClosed}`
    return until(() => this.codes.includes(code), undefined, describeState)
  }

  closed(): Promise<void> {
    return until(() => this.isClosed)
  }

  async end(): Promise<void> {
    if (this.isClosed) return
    this.socket.destroy()
    await once(this.socket, 'close')
  }
}
