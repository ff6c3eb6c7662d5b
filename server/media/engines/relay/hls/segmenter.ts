import { randomBytes } from 'node:crypto'
import { TsMuxer } from './ts-muxer'
import type { EncodedFrame } from '../stream/encoded-frame'
import type { HeaderSet } from '../stream/header-set'
import type { RelayLimits } from '../limits'

export interface Segment {
  /** Increases by one per segment. */
  seq: number
  /**
   * Sufficient to fetch the segment; every player that got the playlist has it. It stays the same for the segment's
   * short life: players refuse a playlist in which the address of a segment changed.
   */
  token: string
  durationMs: number
  /** The codecs or the encoder differ from those of the segment before. */
  isDiscontinuous: boolean
  bytes: Buffer
}

type HlsLimits = Pick<RelayLimits, 'hlsSegmentMs' | 'hlsSegmentBytes' | 'hlsHeldBytes'>

/** Segments in the playlist; older ones are kept for players with an outdated playlist. */
const LISTED = 6
const KEPT = LISTED + 3
const TOKEN_BYTES = 16
/** Without a keyframe a segment ends at an audio frame when it is this many times too long. */
const PATIENCE = 4

const sameBody = (one: Buffer | undefined, other: Buffer | undefined): boolean =>
  one === other || (one !== undefined && other !== undefined && one.equals(other))

/** Cuts a stream into segments that start at a keyframe, and keeps the last few. */
export class Segmenter {
  readonly #limits: HlsLimits
  readonly #muxer = new TsMuxer()
  readonly #onSegment: () => void
  #segments: Segment[] = []
  #pieces: Buffer[] = []
  #pieceBytes = 0
  #startMs: number | undefined
  /** Start of the limited wait for an announced video track that does not arrive (camera off). */
  #waitedSinceMs: number | undefined
  #nextSeq: number
  #headers: HeaderSet | undefined
  #source: number | undefined
  #hasPicture = false
  #canCarry = true
  #isDiscontinuous = false
  #droppedDiscontinuities = 0
  #longestMs: number

  /** `firstSeq` must not decrease while players may remember earlier numbers. */
  constructor(limits: HlsLimits, firstSeq: number, onSegment: () => void) {
    this.#nextSeq = firstSeq
    this.#limits = limits
    this.#onSegment = onSegment
    this.#longestMs = limits.hlsSegmentMs
  }

  /** False for codecs that HLS players do not accept in this form. */
  get canCarry(): boolean {
    return this.#canCarry
  }

  get nextSeq(): number {
    return this.#nextSeq
  }

  get listed(): readonly Segment[] {
    return this.#segments.slice(-LISTED)
  }

  /** Discontinuities before the listed segments. */
  get discontinuitiesBefore(): number {
    const unlisted = this.#segments.slice(0, -LISTED)
    return this.#droppedDiscontinuities + unlisted.filter(({ isDiscontinuous }) => isDiscontinuous).length
  }

  /** May only grow; otherwise players give up. */
  get longestMs(): number {
    return this.#longestMs
  }

  at(seq: number): Segment | undefined {
    return this.#segments.find(segment => segment.seq === seq)
  }

  add(frame: EncodedFrame, headers: HeaderSet, source: number): void {
    if (source !== this.#source || !this.#isSameCodec(headers)) this.#change(frame, headers, source)
    if (this.#canCut(frame)) this.#cut(frame.timestampMs)
    if (this.#startMs === undefined) {
      this.#waitedSinceMs ??= frame.timestampMs
      if (!this.#canCarry || !this.#canStart(frame, this.#waitedSinceMs)) return
      this.#startMs = frame.timestampMs
      this.#push([this.#muxer.tables()])
    }
    this.#push(this.#muxer.add(frame))
    if (this.#pieceBytes > this.#limits.hlsSegmentBytes) this.#abandon()
  }

  #canCut({ kind, timestampMs }: EncodedFrame): boolean {
    if (this.#startMs === undefined) return false
    const lengthMs = timestampMs - this.#startMs
    if (kind === 'keyframe') return lengthMs >= this.#limits.hlsSegmentMs
    return kind === 'audio' && lengthMs >= this.#limits.hlsSegmentMs * (this.#hasPicture ? PATIENCE : 1)
  }

  #canStart({ kind, timestampMs }: EncodedFrame, waitedSinceMs: number): boolean {
    if (kind === 'keyframe') return true
    return kind === 'audio' && (!this.#hasPicture || timestampMs - waitedSinceMs > this.#limits.hlsSegmentMs)
  }

  #isSameCodec(headers: HeaderSet): boolean {
    if (headers === this.#headers) return true
    const isSame = (['videoHeader', 'audioHeader'] as const)
      .every(header => sameBody(headers.body(header), this.#headers?.body(header)))
    if (isSame) this.#headers = headers
    return isSame
  }

  #change(frame: EncodedFrame, headers: HeaderSet, source: number): void {
    if (this.#source !== undefined) {
      this.#cut(frame.timestampMs)
      this.#isDiscontinuous = true
    }
    this.#headers = headers
    this.#source = source
    const tracks = this.#muxer.configure(headers)
    this.#hasPicture = tracks.includes('video')
    this.#canCarry = tracks.length > 0
  }

  /** Ends the segment at the time of the next frame. */
  #cut(endMs: number): void {
    if (this.#startMs === undefined) return
    this.#push(this.#muxer.flush())
    const durationMs = Math.max(1, endMs - this.#startMs)
    this.#longestMs = Math.max(this.#longestMs, durationMs)
    const bytes = Buffer.concat(this.#pieces)
    this.#segments.push({
      seq: this.#nextSeq++,
      token: randomBytes(TOKEN_BYTES).toString('base64url'),
      durationMs,
      isDiscontinuous: this.#isDiscontinuous,
      bytes,
    })
    this.#isDiscontinuous = false
    this.#reset()
    this.#forget()
    this.#onSegment()
  }

  /** No keyframe came: a gap is better than unbounded memory. */
  #abandon(): void {
    this.#muxer.flush()
    this.#isDiscontinuous = true
    this.#reset()
  }

  #reset(): void {
    this.#startMs = undefined
    this.#waitedSinceMs = undefined
    this.#pieces = []
    this.#pieceBytes = 0
  }

  #push(pieces: readonly Buffer[]): void {
    for (const piece of pieces) {
      this.#pieces.push(piece)
      this.#pieceBytes += piece.length
    }
  }

  #forget(): void {
    let heldBytes = this.#segments.reduce((sum, { bytes }) => sum + bytes.length, 0)
    while (this.#segments.length > 1 && (this.#segments.length > KEPT || heldBytes > this.#limits.hlsHeldBytes)) {
      const gone = this.#segments.shift()
      heldBytes -= gone?.bytes.length ?? 0
      if (gone?.isDiscontinuous) this.#droppedDiscontinuities++
    }
  }
}
