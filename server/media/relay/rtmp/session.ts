import { ProtocolError } from '../protocol-error'
import { TAG_TYPE } from '../flv/flv-tags'
import { MEDIA_APP, parseRtmpName } from '../media-target'
import { ChunkReader, readControlNumber } from './chunk-reader'
import { readCommand } from './commands'
import { ServerHandshake } from './handshake'
import { MESSAGE_TYPE, USER_CONTROL } from './message'
import * as replies from './replies'
import type { MediaCloseReason } from '../../../../contract/media-close'
import type { MediaRole, StopReason } from '../../engine'
import type { Verdict } from '../admission'
import type { TagType } from '../flv/flv-tags'
import type { RelayParts } from '../parts'
import type { Publication, Viewing } from '../registry'
import type { ViewerSink } from '../viewer'
import type { RtmpCommand } from './commands'
import type { RtmpMessage } from './message'

/** What a session needs of its socket. */
export interface RtmpTransport {
  readonly remoteAddress: string
  write: (bytes: Buffer) => void
  queuedBytes: () => number
  /** No further input until `resume`. */
  pause: () => void
  resume: () => void
  /** Sends what is queued, as far as that goes within `lingerMs`, and closes. */
  end: () => void
}

export type SessionParts = Pick<RelayParts, 'admission' | 'registry' | 'limits' | 'log'>

type Phase =
  | { name: 'handshake' }
  | { name: 'open' }
  | { name: 'asking', role: MediaRole }
  | { name: 'publishing', publication: Publication }
  | { name: 'playing', viewing: Viewing }
  | { name: 'closed' }

const MEDIA_TYPES = new Set<number>(Object.values(TAG_TYPE))
const isTag = (type: number): type is TagType => MEDIA_TYPES.has(type)

function roleIn(phase: Phase): MediaRole | undefined {
  if (phase.name === 'asking') return phase.role
  if (phase.name === 'publishing') return 'publish'
  return phase.name === 'playing' ? 'play' : undefined
}

/** One RTMP connection, of a publisher or a player. Never throws: what goes wrong ends this connection only. */
export class RtmpSession {
  readonly #parts: SessionParts
  readonly #transport: RtmpTransport
  readonly #handshake = new ServerHandshake()
  readonly #reader: ChunkReader
  #phase: Phase = { name: 'handshake' }
  #connected = false
  /** What came behind a `publish` or `play` that is being authorised. */
  #held: RtmpMessage[] = []
  #deadline: NodeJS.Timeout | undefined
  #receivedBytes = 0
  #acknowledgedBytes = 0
  #ackWindowBytes = replies.ACK_WINDOW_BYTES

  constructor(parts: SessionParts, transport: RtmpTransport) {
    this.#parts = parts
    this.#transport = transport
    this.#reader = new ChunkReader(parts.limits)
    this.#reader.limitMessages(parts.limits.maxCommandBytes)
    this.#expectProgress(parts.limits.handshakeMs)
  }

  receive(data: Buffer): void {
    try {
      if (this.#phase.name === 'handshake') this.#shakeHands(data)
      else if (this.#phase.name !== 'closed') this.#read(data)
    } catch (error) {
      this.#fail(error)
    }
  }

  /** The relay ends the connection; the peer is told why. */
  close(reason: MediaCloseReason): void {
    const role = roleIn(this.#phase)
    if (this.#phase.name === 'closed') return
    this.#enter({ name: 'closed' })
    if (role) this.#transport.write(replies.ended(role, reason))
    this.#transport.end()
  }

  /** The socket is gone. */
  lost(): void {
    this.#leave('connection_lost')
    this.#enter({ name: 'closed' })
  }

  #shakeHands(data: Buffer): void {
    const { reply, rest } = this.#handshake.push(data)
    if (reply) this.#transport.write(reply)
    if (!rest) return
    this.#enter({ name: 'open' })
    this.#read(rest)
  }

  #read(data: Buffer): void {
    this.#receivedBytes += data.length
    if (this.#receivedBytes - this.#acknowledgedBytes >= this.#ackWindowBytes) {
      this.#acknowledgedBytes = this.#receivedBytes
      this.#say(replies.acknowledgement(this.#receivedBytes))
    }
    this.#handle(this.#reader.push(data))
  }

  #handle(messages: RtmpMessage[]): void {
    for (const [index, message] of messages.entries()) {
      if (this.#phase.name === 'asking') {
        this.#held.push(...messages.slice(index))
        return
      }
      if (this.#phase.name === 'closed') return
      this.#onMessage(message)
    }
  }

  #onMessage(message: RtmpMessage): void {
    const { type, timestampMs, payload } = message
    switch (type) {
      case MESSAGE_TYPE.command:
      case MESSAGE_TYPE.commandAmf3: return this.#onCommand(readCommand(message))
      case MESSAGE_TYPE.windowAckSize: return this.#setAckWindow(readControlNumber(payload))
      case MESSAGE_TYPE.userControl: return this.#onUserControl(payload)
      case MESSAGE_TYPE.aggregate: throw new ProtocolError('aggregate messages are not supported')
    }
    if (!isTag(type)) return
    if (this.#phase.name !== 'publishing') throw new ProtocolError('media from a peer that does not publish')
    this.#phase.publication.accept({ type, timestampMs, body: payload })
  }

  #onCommand(command: RtmpCommand): void {
    if (!this.#connected && command.name !== 'connect') throw new ProtocolError('command before connect')
    switch (command.name) {
      case 'connect': return this.#onConnect(command.transaction, command.app)
      case 'createStream': return this.#say(replies.result(command.transaction, replies.MEDIA_STREAM_ID))
      case 'releaseStream':
      case 'FCPublish': return this.#say(replies.result(command.transaction))
      case 'publish':
      case 'play': return this.#ask(command.name, command.streamName)
      case 'FCUnpublish':
      case 'closeStream':
      case 'deleteStream':
        this.#leave('unpublished')
        if (roleIn(this.#phase)) this.#enter({ name: 'open' })
        return
      case 'other': return
    }
  }

  #onConnect(transaction: number, app: string): void {
    if (this.#connected) throw new ProtocolError('connected twice')
    // Some clients leave a slash at the end of the application's name.
    if (app.replace(/\/$/, '') === MEDIA_APP) {
      this.#connected = true
      this.#say(replies.connected(transaction))
    } else {
      this.#say(replies.connectRejected(transaction))
      this.close('REFUSED')
    }
  }

  #onUserControl(payload: Buffer): void {
    if (payload.length < 6) throw new ProtocolError('user control cut short')
    if (payload.readUInt16BE() === USER_CONTROL.pingRequest) this.#say(replies.pong(payload.subarray(2, 6)))
  }

  #setAckWindow(bytes: number): void {
    this.#ackWindowBytes = Math.max(1, bytes)
  }

  #ask(role: MediaRole, streamName: string): void {
    if (this.#phase.name !== 'open') throw new ProtocolError('a connection publishes or plays one stream')
    const target = parseRtmpName(streamName)
    if (!target) throw new ProtocolError('stream name')
    this.#enter({ name: 'asking', role })
    this.#transport.pause()
    const { remoteAddress } = this.#transport
    void this.#parts.admission.ask({ role, protocol: 'rtmp', remoteAddress, ...target })
      .then(verdict => { this.#answered(role, target.stream, verdict) })
  }

  #answered(role: MediaRole, stream: string, verdict: Verdict): void {
    if (this.#phase.name !== 'asking') return
    try {
      if (!verdict.allowed) this.close(verdict.why)
      else if (role === 'publish') this.#publish(stream, verdict.memberId)
      else this.#play(stream)
      this.#handle(this.#held.splice(0))
    } catch (error) {
      this.#fail(error)
    } finally {
      this.#transport.resume()
    }
  }

  #publish(stream: string, memberId: string): void {
    this.#reader.limitMessages(this.#parts.limits.maxMessageBytes)
    this.#say(replies.publishStarted())
    const publication = this.#parts.registry.publish(stream, {
      memberId,
      protocol: 'rtmp',
      close: reason => { this.close(reason) },
    })
    // A listener may have cut the publisher at once.
    if (this.#phase.name !== 'closed') this.#enter({ name: 'publishing', publication })
  }

  #play(stream: string): void {
    const viewing = this.#parts.registry.join(stream, () => {
      this.#say(replies.playStarted())
      return this.#sink()
    })
    if (typeof viewing === 'string') this.close(viewing)
    else this.#enter({ name: 'playing', viewing })
  }

  #sink(): ViewerSink {
    return {
      queuedBytes: () => this.#transport.queuedBytes(),
      open: () => { /* RTMP has no file header. */ },
      send: frame => { this.#transport.write(frame.rtmp) },
      close: reason => { this.close(reason) },
    }
  }

  /** An answer to a peer that does not read is not queued for ever. */
  #say(bytes: Buffer): void {
    if (this.#transport.queuedBytes() > this.#parts.limits.viewerQueueBytes) throw new ProtocolError('peer asks and does not read')
    this.#transport.write(bytes)
  }

  #leave(reason: StopReason): void {
    if (this.#phase.name === 'publishing') this.#phase.publication.stop(reason)
    else if (this.#phase.name === 'playing') this.#phase.viewing.leave()
  }

  #enter(phase: Phase): void {
    this.#phase = phase
    clearTimeout(this.#deadline)
    if (phase.name === 'open') this.#expectProgress(this.#parts.limits.commandMs)
  }

  #expectProgress(limitMs: number): void {
    this.#deadline = setTimeout(() => { this.#fail(new ProtocolError(`nothing useful within ${limitMs} ms`)) }, limitMs)
  }

  #fail(error: unknown): void {
    const { remoteAddress } = this.#transport
    const facts = { remoteAddress, phase: this.#phase.name, err: error }
    if (error instanceof ProtocolError) this.#parts.log.warn({ ...facts, err: undefined, fault: error.message }, 'RTMP peer closed')
    else this.#parts.log.error(facts, 'RTMP connection failed')
    this.#leave('protocol_error')
    this.close(error instanceof ProtocolError ? 'BAD_MEDIA' : 'INTERNAL')
  }
}
