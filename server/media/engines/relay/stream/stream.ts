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

/** New viewers may start at an audio frame when the video has stopped (camera off) for this long. */
const VIDEO_GONE_MS = 3_000
/** Viewers served before the thread turns to other work: about half a millisecond. */
const SLICE_VIEWERS = 50

interface StreamParts {
  limits: RelayLimits
  pacer: Pacer
  /** Milliseconds of a monotonic clock. */
  now: () => number
  windowMs: () => number
}

/** Follows a stream without being a viewer, as the HLS segmenter does. */
type FrameListener = (frame: EncodedFrame, headers: HeaderSet, source: number) => void

/**
 * The media of one live session: takes the tags of the elected source, maps them to the viewers' timeline and
 * distributes them. It outlives its sources; the registry decides which source is elected.
 */
export class LiveStream {
  readonly name: string
  readonly viewers = new Set<Viewer>()
  /** Viewers without a connection, such as HLS players. */
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
  /** The viewers that are being served; an unfinished round includes newer windows. */
  #round: Iterator<Viewer> | undefined
  #isRoundOld = false

  constructor(name: string, parts: StreamParts) {
    this.name = name
    this.#parts = parts
    this.#windows = new WindowWriter({ ...parts, onWindow: () => { this.#serveAll() } })
    this.#meter = new StreamMeter(parts.now())
  }

  /** The next tag is the first of a new source. Viewers stay and continue at its first keyframe. */
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

  /** Returns whether it was an audio or video frame. Throws `ProtocolError` on an unsupported codec. */
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

  /** A late joiner gets the cached GOP; without one it starts at the next keyframe. */
  join(viewer: Viewer): void {
    this.#windows.offerStart()
    this.viewers.add(viewer)
    this.serve(viewer)
  }

  /** Calls `listener` for every frame since the last keyframe, until the returned function is called. */
  follow(listener: FrameListener): () => void {
    for (const { frames, headers } of this.#windows.sinceKeyframe()) {
      for (const frame of frames) listener(frame, headers, this.#source)
    }
    this.#listeners.add(listener)
    return () => { this.#listeners.delete(listener) }
  }

  /** Viewers of all protocols. */
  get audience(): number {
    return this.viewers.size + this.segmentViewers
  }

  leave(viewer: Viewer): boolean {
    return this.viewers.delete(viewer)
  }

  /** The viewer's network accepts bytes again. */
  serve(viewer: Viewer): void {
    const { bytes, skipped } = viewer.serve(this.#windows.ring, this.#parts.now())
    this.#meter.bytesOut += bytes
    if (skipped) this.#meter.skips++
  }

  /** Ends viewers after their remaining media. */
  dismiss(viewers: readonly Viewer[], why: MediaCloseReason): void {
    for (const viewer of viewers) {
      this.viewers.delete(viewer)
      if (why === 'STREAM_OVER') this.#meter.bytesOut += viewer.finish(this.#windows.ring)
      viewer.sink.close(why)
    }
  }

  /** Runs periodically: samples the bit rates and returns viewers that are too slow. */
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
    return this.#windows.ring.startsWithPicture
      || (this.#videoMs !== undefined && timestampMs - this.#videoMs <= VIDEO_GONE_MS)
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
