import { randomUUID } from 'node:crypto'
import { LiveStream } from './stream'
import { Viewer } from '../playout/viewer'
import { windowMsFor } from '../playout/write-window'
import type { MediaCloseReason } from '../../../../../contract/media/close'
import type { MediaProtocol, StopReason, StreamStats } from '../../../engine'
import type { AdmittedPeer } from '../admission'
import type { EngineEmitter } from '../emitter'
import type { FlvTag } from '../flv/flv-tags'
import type { RelayLimits } from '../limits'
import type { RelayLogger } from '../options'
import type { Pacer } from '../playout/pacer'
import type { ViewerSink } from '../playout/viewer'

/** An authorised publisher's connection. */
interface PublisherLink extends AdmittedPeer {
  protocol: MediaProtocol
  /** Ends the connection, with the reason where the protocol supports one. */
  close: (reason: MediaCloseReason) => void
}

/** The publication of a publisher's connection. It has no effect after a takeover or a cut. */
export interface Publication {
  readonly id: string
  /** Throws `ProtocolError`; the connection then stops with `protocol_error`. */
  accept: (tag: FlvTag) => void
  stop: (reason: StopReason) => void
}

/** The viewing of a player's connection. */
export interface Viewing {
  leave: () => void
  /** The player's network accepts bytes again. */
  drained: () => void
}

interface Elected {
  id: string
  link: PublisherLink
  lastFrameAtMs: number
}

interface Entry {
  stream: LiveStream
  publisher: Elected | undefined
  /** Start of the viewers' wait; used only without a publisher. */
  interruptedAtMs: number
}

const CLOSE_REASON: Record<StopReason, MediaCloseReason> = {
  unpublished: 'INTERNAL',
  connection_lost: 'INTERNAL',
  silent: 'SILENT',
  replaced: 'REPLACED',
  kicked: 'KICKED',
  protocol_error: 'BAD_MEDIA',
  closing: 'SERVER_RESTART',
}

interface RegistryParts {
  limits: RelayLimits
  log: RelayLogger
  events: EngineEmitter
  pacer: Pacer
  /** Milliseconds of a monotonic clock. */
  now: () => number
}

/**
 * The known streams and their publishers. A stream is known from its first publish until `closeStream`, or until it had
 * no publisher for `interruptedMs`; while it is known and has no publisher, players may join and wait.
 */
export class StreamRegistry {
  readonly #parts: RegistryParts
  readonly #entries = new Map<string, Entry>()
  /** Viewers of all streams. */
  #viewers = 0

  constructor(parts: RegistryParts) {
    this.#parts = parts
  }

  isKnown(name: string): boolean {
    return this.#entries.has(name)
  }

  find(name: string): LiveStream | undefined {
    return this.#entries.get(name)?.stream
  }

  setSegmentViewers(name: string, count: number): void {
    const stream = this.find(name)
    if (!stream || stream.segmentViewers === count) return
    stream.segmentViewers = count
    this.#emitViewers(stream)
  }

  isPublishing(name: string): boolean {
    return this.#entries.get(name)?.publisher !== undefined
  }

  publisherDevice(name: string): string | null {
    return this.#entries.get(name)?.publisher?.link.device ?? null
  }

  viewers(name: string): number {
    return this.#entries.get(name)?.stream.audience ?? 0
  }

  stats(): StreamStats[] {
    return [...this.#entries.values()].map(({ stream, publisher }) => stream.stats(publisher !== undefined))
  }

  /** Elects an authorised publisher. The previous one is cut; its `publishStop` follows the `publishStart`. */
  publish(name: string, link: PublisherLink): Publication {
    const entry = this.#entries.get(name) ?? this.#add(name)
    const replaced = entry.publisher
    const id = randomUUID()
    const elected = { id, link, lastFrameAtMs: this.#parts.now() }
    entry.publisher = elected
    entry.stream.startSource()
    const { memberId, protocol } = link
    this.#parts.log.info({ stream: name, publisherId: id, memberId, protocol }, 'publishing started')
    this.#parts.events.emit('publishStart', { stream: name, publisherId: id, memberId, protocol })
    if (replaced) {
      replaced.link.close('REPLACED')
      this.#tellStopped(name, replaced.id, 'replaced')
    }
    return {
      id,
      accept: tag => { this.#accept(entry, elected, tag) },
      stop: reason => { if (entry.publisher === elected) this.#release(entry, elected, reason) },
    }
  }

  /** `accept` admits the player and returns its sink; it is not called when there is nothing to join. */
  join(name: string, memberId: string, accept: () => ViewerSink): Viewing | 'NOT_LIVE' | 'TOO_MANY' {
    const entry = this.#entries.get(name)
    if (!entry) return 'NOT_LIVE'
    if (this.#viewers >= this.#parts.limits.maxViewers) return 'TOO_MANY'
    const { stream } = entry
    const viewer = new Viewer(memberId, accept(), this.#parts.limits)
    this.#viewers++
    stream.join(viewer)
    this.#emitViewers(stream)
    return {
      leave: () => {
        if (!stream.leave(viewer)) return
        this.#viewers--
        this.#emitViewers(stream)
      },
      drained: () => { if (stream.viewers.has(viewer)) stream.serve(viewer) },
    }
  }

  dropPublisher(name: string, reason: StopReason): void {
    const entry = this.#entries.get(name)
    if (entry) this.#cut(entry, reason, CLOSE_REASON[reason])
  }

  dropViewer(name: string, memberId: string): void {
    const stream = this.find(name)
    if (stream) this.#dismiss(stream, [...stream.viewers].filter(viewer => viewer.memberId === memberId), 'KICKED')
  }

  /** Forgets the stream. `why` is the reason sent to publisher and viewers. */
  closeStream(name: string, why: MediaCloseReason): void {
    const entry = this.#entries.get(name)
    if (!entry) return
    this.#entries.delete(name)
    this.#cut(entry, 'closing', why)
    this.#dismiss(entry.stream, [...entry.stream.viewers], why)
  }

  closeAll(why: MediaCloseReason): void {
    for (const name of [...this.#entries.keys()]) this.closeStream(name, why)
  }

  /** Runs periodically: cuts silent publishers, slow viewers, and viewers that waited too long. */
  sweep(): void {
    const nowMs = this.#parts.now()
    const { publisherSilentMs, interruptedMs } = this.#parts.limits
    for (const [name, entry] of [...this.#entries]) {
      this.#dismiss(entry.stream, entry.stream.sweep(), 'TOO_SLOW')
      if (!entry.publisher) {
        if (nowMs - entry.interruptedAtMs > interruptedMs) this.closeStream(name, 'NOT_LIVE')
      } else if (nowMs - entry.publisher.lastFrameAtMs > publisherSilentMs) this.#cut(entry, 'silent', 'SILENT')
    }
  }

  #add(name: string): Entry {
    const nowMs = this.#parts.now()
    const windowMs = (): number => windowMsFor(this.#viewers, this.#parts.limits)
    const stream = new LiveStream(name, { ...this.#parts, windowMs })
    const entry = { stream, publisher: undefined, interruptedAtMs: nowMs }
    this.#entries.set(name, entry)
    return entry
  }

  #accept(entry: Entry, elected: Elected, tag: FlvTag): void {
    if (entry.publisher !== elected) return
    const nowMs = this.#parts.now()
    if (entry.stream.accept(tag)) elected.lastFrameAtMs = nowMs
  }

  #cut(entry: Entry, reason: StopReason, why: MediaCloseReason): void {
    const elected = entry.publisher
    if (!elected) return
    this.#release(entry, elected, reason)
    elected.link.close(why)
  }

  #release(entry: Entry, elected: Elected, reason: StopReason): void {
    entry.publisher = undefined
    entry.interruptedAtMs = this.#parts.now()
    entry.stream.stopSource()
    this.#tellStopped(entry.stream.name, elected.id, reason)
  }

  #tellStopped(stream: string, publisherId: string, reason: StopReason): void {
    this.#parts.log.info({ stream, publisherId, reason }, 'publishing stopped')
    this.#parts.events.emit('publishStop', { stream, publisherId, reason })
  }

  #dismiss(stream: LiveStream, viewers: Viewer[], why: MediaCloseReason): void {
    if (viewers.length === 0) return
    this.#parts.log.info({ stream: stream.name, viewers: viewers.length, why }, 'viewers cut')
    this.#viewers -= viewers.length
    stream.dismiss(viewers, why)
    this.#emitViewers(stream)
  }

  #emitViewers(stream: LiveStream): void {
    this.#parts.events.emit('viewers', { stream: stream.name, count: stream.audience })
  }
}
