import { ProtocolError } from '../protocol-error'
import { TAG_TYPE } from '../flv/flv-tags'
import { Intake } from '../stream/intake'
import { MEDIA_APP, parseRtmpName, splitRtmpApp } from '../playout/media-target'
import { MessageBudget } from '../message-budget'
import { WIRES } from '../wire'
import { Acknowledgements } from './acknowledgements'
import { openAggregate } from './aggregate'
import { ChunkReader, readControlNumber } from './chunk-reader'
import { readCommand, scriptBodyOf } from './commands'
import { ServerHandshake } from './handshake'
import { MESSAGE_TYPE, USER_CONTROL } from './message'
import * as replies from './replies'
import type { MediaCloseReason } from '../../../../../contract/media/close'
import type { MediaRole, StopReason } from '../../../engine'
import type { AdmittedPeer, Verdict } from '../admission'
import type { FlvTag, TagType } from '../flv/flv-tags'
import type { RelayParts } from '../parts'
import type { Publication, Viewing } from '../stream/registry'
import type { ViewerSink } from '../playout/viewer'
import type { ConnectCommand, RtmpCommand } from './commands'
import type { RtmpMessage } from './message'

/** The socket as a session uses it. */
interface RtmpTransport {
  readonly remoteAddress: string
  write: (bytes: Buffer) => void
  queuedBytes: () => number
  /** The transport accepts no more now; it calls `drained` when it does. */
  isBlocked: () => boolean
  /** One vectored write of bytes that others share. */
  writeAll: (pieces: readonly Buffer[]) => void
  /** Stops input until `resume`. */
  pause: () => void
  resume: () => void
  /** Sends queued bytes for at most `lingerMs`, then closes. */
  end: () => void
}

type SessionParts = Pick<RelayParts, 'admission' | 'registry' | 'limits' | 'log'>

type Phase =
  | { name: 'handshake', handshake: ServerHandshake }
  | { name: 'open' }
  | { name: 'asking', role: MediaRole }
  | { name: 'publishing', publication: Publication }
  | { name: 'playing', viewing: Viewing }
  | { name: 'closed' }

const isTag = (type: number): type is TagType => type === TAG_TYPE.audio || type === TAG_TYPE.video

function roleIn(phase: Phase): MediaRole | undefined {
  if (phase.name === 'asking') return phase.role
  if (phase.name === 'publishing') return 'publish'
  return phase.name === 'playing' ? 'play' : undefined
}

/** One RTMP connection, of a publisher or a player. Never throws: a fault ends this connection only. */
export class RtmpSession {
  readonly #parts: SessionParts
  readonly #transport: RtmpTransport
  readonly #reader: ChunkReader
  readonly #budget: MessageBudget
  readonly #intake: Intake<RtmpMessage>
  readonly #acknowledgements = new Acknowledgements(bytes => { this.#say(bytes) })
  #phase: Phase = { name: 'handshake', handshake: new ServerHandshake() }
  /** The query behind the application's name: `live?vhost=…`. */
  #appQuery: string | undefined
  #deadline: NodeJS.Timeout | undefined
  #ping: NodeJS.Timeout | undefined

  constructor(parts: SessionParts, transport: RtmpTransport) {
    this.#parts = parts
    this.#transport = transport
    this.#reader = new ChunkReader(parts.limits)
    this.#budget = new MessageBudget(parts.limits.commandsPerSecond)
    this.#intake = new Intake({
      budget: this.#budget,
      read: data => this.#messages(data),
      bytesOf: ({ payload }) => payload.length,
      handle: message => { this.#onMessage(message) },
      fail: error => { this.#fail(error) },
      pause: () => { transport.pause() },
      resume: () => { transport.resume() },
    })
    this.#expectProgress(parts.limits.handshakeMs)
  }

  receive(data: Buffer): void {
    try {
      if (this.#phase.name === 'handshake') this.#shakeHands(this.#phase.handshake, data)
      else if (this.#phase.name !== 'closed') this.#read(data)
    } catch (error) {
      this.#fail(error)
    }
  }

  /** Ends the connection and tells the peer the reason. */
  close(reason: MediaCloseReason): void {
    const role = roleIn(this.#phase)
    if (this.#phase.name === 'closed') return
    this.#enter({ name: 'closed' })
    if (role) this.#transport.write(replies.ended(role, reason))
    this.#transport.end()
  }

  /** The peer's network accepts bytes again. */
  drained(): void {
    if (this.#phase.name === 'playing') this.#phase.viewing.drained()
  }

  /** The socket has closed. */
  lost(): void {
    this.#leave('connection_lost')
    this.#enter({ name: 'closed' })
  }

  #shakeHands(handshake: ServerHandshake, data: Buffer): void {
    const { reply, rest } = handshake.push(data)
    if (reply) this.#transport.write(reply)
    if (!rest) return
    this.#enter({ name: 'open' })
    this.#read(rest)
  }

  #read(data: Buffer): void {
    this.#acknowledgements.received(data.length)
    this.#intake.push(data)
  }

  * #messages(data: Buffer): Generator<RtmpMessage, void> {
    for (const message of this.#reader.read(data)) yield* openAggregate(message)
  }

  #onMessage(message: RtmpMessage): void {
    const { type, timestampMs, payload } = message
    switch (type) {
      case MESSAGE_TYPE.command:
      case MESSAGE_TYPE.commandAmf3: return this.#onCommand(readCommand(message))
      case MESSAGE_TYPE.windowAckSize: return this.#acknowledgements.setWindow(readControlNumber(payload))
      case MESSAGE_TYPE.setPeerBandwidth: return this.#say(replies.ackWindow())
      case MESSAGE_TYPE.userControl: return this.#onUserControl(payload)
      case MESSAGE_TYPE.data:
      case MESSAGE_TYPE.dataAmf3:
        return this.#onMedia({ type: TAG_TYPE.script, timestampMs, body: scriptBodyOf(message) })
    }
    if (isTag(type)) this.#onMedia({ type, timestampMs, body: payload })
  }

  #onMedia(tag: FlvTag): void {
    if (this.#phase.name !== 'publishing') throw new ProtocolError('media from a peer that does not publish')
    this.#phase.publication.accept(tag)
  }

  #onCommand(command: RtmpCommand): void {
    if (command.name === 'connect') return this.#onConnect(command)
    if (this.#appQuery === undefined) throw new ProtocolError('command before connect')
    switch (command.name) {
      case 'createStream': return this.#say(replies.result(command.transaction, replies.MEDIA_STREAM_ID))
      // A live stream has no length.
      case 'getStreamLength': return this.#say(replies.result(command.transaction, 0))
      case 'releaseStream':
      case '_checkbw': return this.#say(replies.result(command.transaction))
      case 'FCPublish':
      case 'FCSubscribe':
        this.#say(replies.result(command.transaction))
        return this.#say(replies.announced(command.name === 'FCPublish' ? 'publish' : 'play'))
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

  #onConnect(command: ConnectCommand): void {
    if (this.#appQuery !== undefined) throw new ProtocolError('connected twice')
    const { app, search } = splitRtmpApp(command.app)
    if (app === MEDIA_APP) {
      this.#appQuery = search
      this.#say(replies.connected(command))
    } else {
      this.#say(replies.connectRejected(command.transaction))
      this.close('REFUSED')
    }
  }

  #onUserControl(payload: Buffer): void {
    if (payload.length < 6) throw new ProtocolError('user control cut short')
    if (payload.readUInt16BE() === USER_CONTROL.pingRequest) this.#say(replies.pong(payload.subarray(2, 6)))
  }

  #ask(role: MediaRole, streamName: string): void {
    if (this.#phase.name !== 'open') throw new ProtocolError('a connection publishes or plays one stream')
    const target = parseRtmpName(streamName, this.#appQuery)
    if (!target) throw new ProtocolError('stream name')
    this.#enter({ name: 'asking', role })
    this.#intake.hold()
    const { remoteAddress } = this.#transport
    void this.#parts.admission.ask({ role, protocol: 'rtmp', remoteAddress, ...target })
      .then(verdict => { this.#answered(role, target.stream, verdict) })
  }

  #answered(role: MediaRole, stream: string, verdict: Verdict): void {
    if (this.#phase.name !== 'asking') return
    try {
      if (!verdict.allowed) this.close(verdict.why)
      else if (role === 'publish') this.#publish(stream, verdict)
      else this.#play(stream, verdict.memberId)
      this.#intake.release()
    } catch (error) {
      this.#fail(error)
    }
  }

  #publish(stream: string, { memberId, device }: AdmittedPeer): void {
    this.#reader.allowMedia()
    this.#budget.setRate(this.#parts.limits.mediaPerSecond)
    this.#say(replies.publishStarted())
    const publication = this.#parts.registry.publish(stream, {
      memberId,
      device,
      protocol: 'rtmp',
      close: reason => { this.close(reason) },
    })
    // A listener may have closed the publisher already.
    if (this.#phase.name !== 'closed') this.#enter({ name: 'publishing', publication })
  }

  #play(stream: string, memberId: string): void {
    const viewing = this.#parts.registry.join(stream, memberId, () => {
      this.#say(replies.playStarted())
      return this.#sink()
    })
    if (typeof viewing === 'string') return this.close(viewing)
    this.#enter({ name: 'playing', viewing })
    const sendPing = (): void => { this.#transport.write(replies.ping(performance.now())) }
    this.#ping = setInterval(sendPing, this.#parts.limits.pingMs)
  }

  #sink(): ViewerSink {
    return {
      wire: WIRES.rtmp,
      queuedBytes: () => this.#transport.queuedBytes(),
      isBlocked: () => this.#transport.isBlocked(),
      write: pieces => { this.#transport.writeAll(pieces) },
      close: reason => { this.close(reason) },
    }
  }

  /** Sends an answer; the queue for a peer that does not read is bounded. */
  #say(bytes: Buffer): void {
    if (this.#transport.queuedBytes() > this.#parts.limits.viewerQueueBytes) {
      throw new ProtocolError('peer asks and does not read')
    }
    this.#transport.write(bytes)
  }

  #leave(reason: StopReason): void {
    if (this.#phase.name === 'publishing') this.#phase.publication.stop(reason)
    else if (this.#phase.name === 'playing') this.#phase.viewing.leave()
  }

  #enter(phase: Phase): void {
    this.#phase = phase
    clearTimeout(this.#deadline)
    clearInterval(this.#ping)
    if (phase.name === 'closed') this.#intake.stop()
    if (phase.name === 'open') this.#expectProgress(this.#parts.limits.commandMs)
  }

  #expectProgress(limitMs: number): void {
    this.#deadline = setTimeout(() => { this.#fail(new ProtocolError(`nothing useful within ${limitMs} ms`)) }, limitMs)
  }

  #fail(error: unknown): void {
    const { remoteAddress } = this.#transport
    const facts = { remoteAddress, phase: this.#phase.name, err: error }
    if (error instanceof ProtocolError) {
      this.#parts.log.warn({ ...facts, err: undefined, fault: error.message }, 'RTMP peer closed')
    } else {
      this.#parts.log.error(facts, 'RTMP connection failed')
    }
    this.#leave('protocol_error')
    this.close(error instanceof ProtocolError ? 'BAD_MEDIA' : 'INTERNAL')
  }
}
