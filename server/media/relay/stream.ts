import { EncodedFrame } from './encoded-frame'
import { TAG_TYPE, kindOf } from './flv/flv-tags'
import { readMetadata } from './flv/metadata'
import { GopCache } from './gop-cache'
import { Preamble } from './preamble'
import { StartGate } from './start-gate'
import { StreamMeter } from './stream-meter'
import { StreamTimeline } from './stream-timeline'
import type { StreamStats } from '../engine'
import type { FlvTag, TagKind } from './flv/flv-tags'
import type { RelayLimits } from './limits'
import type { Viewer } from './viewer'

/** A source whose picture stopped (camera off) can be joined at its sound after this. */
const VIDEO_GONE_MS = 3_000

/**
 * The media of one live session: takes the elected source's tags, puts them on the viewers' timeline and hands them round.
 * Outlives its sources; who may be one is the registry's business.
 */
export class LiveStream {
  readonly name: string
  readonly viewers = new Set<Viewer>()
  readonly #limits: RelayLimits
  readonly #preamble = new Preamble()
  readonly #gop: GopCache
  readonly #timeline = new StreamTimeline()
  readonly #meter: StreamMeter
  #gate = new StartGate()
  #videoMs: number | undefined

  constructor(name: string, limits: RelayLimits, nowMs: number) {
    this.name = name
    this.#limits = limits
    this.#gop = new GopCache(limits)
    this.#meter = new StreamMeter(nowMs)
  }

  /** The next tag is the first of a new source. Viewers stay and go on at its first keyframe. */
  startSource(): void {
    this.stopSource()
    this.#gate = new StartGate()
    this.#timeline.restart()
    this.#meter.restart()
    this.#preamble.clear()
  }

  /** Nobody who joins now is shown the past as if it were live. */
  stopSource(): void {
    this.#gop.clear()
    this.#videoMs = undefined
  }

  /** Returns whether it was a frame, of picture or sound. Throws `ProtocolError` on a codec that the relay does not carry. */
  accept(tag: FlvTag, nowMs: number): boolean {
    const kind = kindOf(tag)
    this.#meter.received(tag)
    switch (kind) {
      case 'ignored': return false
      case 'metadata': return this.#takeMetadata(tag)
      case 'videoHeader':
        this.#gate.expectVideo()
        this.#preamble.setHeader(kind, tag.body)
        return false
      case 'audioHeader':
        this.#preamble.setHeader(kind, tag.body)
        return false
      default:
        if (this.#gate.admits(kind, tag.timestampMs)) this.#distribute(kind, tag, nowMs)
        return true
    }
  }

  /** A late joiner gets the GOP so far; without one it starts at the next keyframe. */
  join(viewer: Viewer, nowMs: number): void {
    this.viewers.add(viewer)
    for (const frame of this.#gop.frames) this.#deliver(viewer, frame, frame.kind === 'keyframe', nowMs)
  }

  leave(viewer: Viewer): boolean {
    return this.viewers.delete(viewer)
  }

  /** Periodic: takes the bit rates and ends viewers that are too slow; returns those. */
  sweep(nowMs: number): Viewer[] {
    this.#meter.sweep(nowMs)
    return [...this.viewers].filter(viewer => viewer.isHopeless(nowMs))
  }

  stats(publishing: boolean): StreamStats {
    const { bytesIn, bytesOut, gopMs, rates } = this.#meter
    return { stream: this.name, publishing, viewers: this.viewers.size, bytesIn, bytesOut, gopMs, ...rates }
  }

  #takeMetadata(tag: FlvTag): false {
    const metadata = readMetadata(tag.body, this.#limits.maxMetadataBytes)
    if (!metadata) return false
    if (metadata.announces.video) this.#gate.expectVideo()
    this.#preamble.setMetadata(metadata)
    return false
  }

  #distribute(kind: TagKind, tag: FlvTag, nowMs: number): void {
    const track = tag.type === TAG_TYPE.video ? 'video' : 'audio'
    const frame = new EncodedFrame(kind, tag, this.#timeline.place(track, tag.timestampMs))
    if (track === 'video') this.#videoMs = frame.timestampMs
    this.#meter.placed(frame)
    this.#gop.add(frame)
    const startsHere = kind === 'keyframe' || (track === 'audio' && !this.#showsVideo(frame.timestampMs))
    for (const viewer of this.viewers) this.#deliver(viewer, frame, startsHere, nowMs)
  }

  #showsVideo(timestampMs: number): boolean {
    return this.#videoMs !== undefined && timestampMs - this.#videoMs <= VIDEO_GONE_MS
  }

  #deliver(viewer: Viewer, frame: EncodedFrame, startsHere: boolean, nowMs: number): void {
    this.#meter.bytesOut += viewer.deliver(frame, startsHere, this.#preamble, nowMs)
  }
}
