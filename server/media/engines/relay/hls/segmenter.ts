import { randomBytes } from 'node:crypto'
import { TsMuxer } from './ts-muxer'
import type { EncodedFrame } from '../stream/encoded-frame'
import type { HeaderSet } from '../stream/header-set'
import type { RelayLimits } from '../limits'

export interface Segment {
  /** Grows by one from segment to segment. */
  seq: number
  /**
   * Whoever was given a playlist has it and needs nothing else. It is the segment's own for its short life: players refuse
   * a playlist in which the address of a segment changed.
   */
  token: string
  durationMs: number
  /** Other codecs or another encoder than the segment before. */
  isDiscontinuous: boolean
  bytes: Buffer
}

type HlsLimits = Pick<RelayLimits, 'hlsSegmentMs' | 'hlsSegmentBytes' | 'hlsHeldBytes'>

/** In the playlist; the older ones kept are for players that are late with a playlist. */
const LISTED = 6
const KEPT = LISTED + 3
const TOKEN_BYTES = 16
/** Without a keyframe a segment ends at sound, when it is this many times too long. */
const PATIENCE = 4

const sameBody = (one: Buffer | undefined, other: Buffer | undefined): boolean =>
  one === other || (one !== undefined && other !== undefined && one.equals(other))

/** Cuts a stream into segments, each from a keyframe on, and keeps the last few. */
export class Segmenter {
  readonly #limits: HlsLimits
  readonly #muxer = new TsMuxer()
  readonly #onSegment: () => void
  #segments: Segment[] = []
  #pieces: Buffer[] = []
  #pieceBytes = 0
  #startMs: number | undefined
  /** A picture announced and not there (camera off) is not waited for long. */
  #waitedSinceMs: number | undefined
  #nextSeq: number
  #headers: HeaderSet | undefined
  #source: number | undefined
  #hasPicture = false
  #canCarry = true
  #isDiscontinuous = false
  #droppedDiscontinuities = 0
  #longestMs: number

  /** `firstSeq`: must not go back while players may remember. */
  constructor(limits: HlsLimits, firstSeq: number, onSegment: () => void) {
    this.#nextSeq = firstSeq
    this.#limits = limits
    this.#onSegment = onSegment
    this.#longestMs = limits.hlsSegmentMs
  }

  /** False for codecs that HLS players don't take in this form. */
  get canCarry(): boolean {
    return this.#canCarry
  }

  get nextSeq(): number {
    return this.#nextSeq
  }

  get listed(): readonly Segment[] {
    return this.#segments.slice(-LISTED)
  }

  /** Of those before the listed ones. */
  get discontinuitiesBefore(): number {
    return this.#droppedDiscontinuities + this.#segments.slice(0, -LISTED).filter(({ isDiscontinuous }) => isDiscontinuous).length
  }

  /** May only grow, or players give up. */
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
    const isSame = (['videoHeader', 'audioHeader'] as const).every(header => sameBody(headers.body(header), this.#headers?.body(header)))
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

  /** Ends the segment at the time of the frame that comes next. */
  #cut(endMs: number): void {
    if (this.#startMs === undefined) return
    this.#push(this.#muxer.flush())
    const durationMs = Math.max(1, endMs - this.#startMs)
    this.#longestMs = Math.max(this.#longestMs, durationMs)
    const bytes = Buffer.concat(this.#pieces)
    this.#segments.push({ seq: this.#nextSeq++, token: randomBytes(TOKEN_BYTES).toString('base64url'), durationMs, isDiscontinuous: this.#isDiscontinuous, bytes })
    this.#isDiscontinuous = false
    this.#reset()
    this.#forget()
    this.#onSegment()
  }

  /** Keyframes do not come: better a gap than memory without bound. */
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
