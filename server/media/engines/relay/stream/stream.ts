import { EncodedFrame } from './encoded-frame'
import { TAG_TYPE, kindOf } from '../flv/flv-tags'
import { readMetadata } from '../flv/metadata'
import { HeaderSet } from './header-set'
import { StartGate } from '../playout/start-gate'
import { StreamMeter } from './stream-meter'
import { StreamTimeline } from './stream-timeline'
import { WindowWriter } from '../playout/window-writer'
import type { MediaCloseReason } from '../../../../../contract/media/close'
import type { StreamStats } from '../../../engine'
import type { FlvTag, TagKind } from '../flv/flv-tags'
import type { RelayLimits } from '../limits'
import type { Pacer } from '../playout/pacer'
import type { Viewer } from '../playout/viewer'

/** A source whose picture stopped (camera off) can be joined at its sound after this. */
const VIDEO_GONE_MS = 3_000
/** Viewers served before the thread looks at something else: about half a millisecond. */
const SLICE_VIEWERS = 50

interface StreamParts {
  limits: RelayLimits
  pacer: Pacer
  /** Milliseconds of a clock that never goes back. */
  now: () => number
  windowMs: () => number
}

/** Follows a stream without being a viewer, as what cuts it into segments. */
type FrameListener = (frame: EncodedFrame, headers: HeaderSet, source: number) => void

/**
 * The media of one live session: takes the elected source's tags, puts them on the viewers' timeline and hands them round.
 * Outlives its sources; who may be one is the registry's business.
 */
export class LiveStream {
  readonly name: string
  readonly viewers = new Set<Viewer>()
  /** Who watches without a connection, as HLS players do. */
  segmentViewers = 0
  readonly #parts: StreamParts
  readonly #listeners = new Set<FrameListener>()
  readonly #windows: WindowWriter
  readonly #timeline = new StreamTimeline()
  readonly #meter: StreamMeter
  #headers = new HeaderSet()
  #gate = new StartGate()
  #source = 0
  #videoMs: number | undefined
  /** Who is being served the newest windows; a round that is under way takes the next ones along. */
  #round: Iterator<Viewer> | undefined
  #isRoundOld = false

  constructor(name: string, parts: StreamParts) {
    this.name = name
    this.#parts = parts
    this.#windows = new WindowWriter({ ...parts, onWindow: () => { this.#serveAll() } })
    this.#meter = new StreamMeter(parts.now())
  }

  /** The next tag is the first of a new source. Viewers stay and go on at its first keyframe. */
  startSource(): void {
    this.stopSource()
    this.#source++
    this.#gate = new StartGate()
    this.#timeline.restart()
    this.#meter.restart()
    this.#headers = new HeaderSet()
  }

  stopSource(): void {
    this.#windows.close()
    this.#windows.ring.forgetStart()
    this.#videoMs = undefined
  }

  /** Returns whether it was a frame, of picture or sound. Throws `ProtocolError` on a codec that the relay does not carry. */
  accept(tag: FlvTag): boolean {
    const kind = kindOf(tag)
    this.#meter.received(tag)
    switch (kind) {
      case 'ignored': return false
      case 'metadata': return this.#takeMetadata(tag)
      case 'videoHeader':
        this.#gate.expectVideo()
        this.#headers = this.#headers.withHeader(kind, tag.body)
        return false
      case 'audioHeader':
        this.#headers = this.#headers.withHeader(kind, tag.body)
        return false
      default:
        if (this.#gate.admits(kind, tag.timestampMs)) this.#distribute(kind, tag)
        return true
    }
  }

  /** A late joiner gets the GOP so far; without one it starts at the next keyframe. */
  join(viewer: Viewer): void {
    this.#windows.offerStart()
    this.viewers.add(viewer)
    this.serve(viewer)
  }

  /** Tells of every frame from the last keyframe on, until the returned function is called. */
  follow(listener: FrameListener): () => void {
    for (const { frames, headers } of this.#windows.sinceKeyframe()) {
      for (const frame of frames) listener(frame, headers, this.#source)
    }
    this.#listeners.add(listener)
    return () => { this.#listeners.delete(listener) }
  }

  /** Of every protocol. */
  get audience(): number {
    return this.viewers.size + this.segmentViewers
  }

  leave(viewer: Viewer): boolean {
    return this.viewers.delete(viewer)
  }

  /** Its network takes more again. */
  serve(viewer: Viewer): void {
    const { bytes, skipped } = viewer.serve(this.#windows.ring, this.#parts.now())
    this.#meter.bytesOut += bytes
    if (skipped) this.#meter.skips++
  }

  /** Ends viewers with what is left for them. */
  dismiss(viewers: readonly Viewer[], why: MediaCloseReason): void {
    for (const viewer of viewers) {
      this.viewers.delete(viewer)
      if (why === 'STREAM_OVER') this.#meter.bytesOut += viewer.finish(this.#windows.ring)
      viewer.sink.close(why)
    }
  }

  /** Periodic: takes the bit rates and finds viewers that are too slow. */
  sweep(): Viewer[] {
    const nowMs = this.#parts.now()
    this.#meter.sweep(nowMs)
    return [...this.viewers].filter(viewer => viewer.isHopeless(nowMs))
  }

  stats(publishing: boolean): StreamStats {
    return { stream: this.name, publishing, viewers: this.audience, ...this.#meter.figures(this.#windows.ring.bytes) }
  }

  #takeMetadata(tag: FlvTag): false {
    const metadata = readMetadata(tag.body, this.#parts.limits.maxMetadataBytes)
    if (!metadata) return false
    if (metadata.announces.video) this.#gate.expectVideo()
    this.#headers = this.#headers.withMetadata(metadata)
    return false
  }

  #distribute(kind: TagKind, tag: FlvTag): void {
    const track = tag.type === TAG_TYPE.video ? 'video' : 'audio'
    const frame = new EncodedFrame(kind, tag, this.#timeline.place(track, tag.timestampMs))
    if (track === 'video') this.#videoMs = frame.timestampMs
    this.#meter.placed(frame)
    const isStart = kind === 'keyframe' || (kind === 'audio' && !this.#showsVideo(frame.timestampMs))
    this.#windows.add(frame, this.#headers, isStart)
    for (const listener of this.#listeners) listener(frame, this.#headers, this.#source)
  }

  #showsVideo(timestampMs: number): boolean {
    return this.#windows.ring.startsWithPicture || (this.#videoMs !== undefined && timestampMs - this.#videoMs <= VIDEO_GONE_MS)
  }

  #serveAll(): void {
    if (this.#round) this.#isRoundOld = true
    else this.#startRound()
  }

  #startRound(): void {
    this.#isRoundOld = false
    this.#round = this.viewers.values()
    this.#goRound(this.#round)
  }

  #goRound(round: Iterator<Viewer>): void {
    for (let served = 0; served < SLICE_VIEWERS; served++) {
      const next = round.next()
      if (next.done) return this.#endRound()
      this.serve(next.value)
    }
    this.#parts.pacer.soon(() => { this.#goRound(round) })
  }

  #endRound(): void {
    const newest = this.#windows.ring.newest
    if (newest) this.#meter.delivered(this.#parts.now() - newest.openedAtMs)
    this.#round = undefined
    if (this.#isRoundOld) this.#parts.pacer.soon(() => { this.#serveAll() })
  }
}
