export type Track = 'audio' | 'video'

/** A source that jumps ahead by more while media still arrives has changed its clock: pauses on air are shorter. */
const MAX_GAP_MS = 3_000
/** Encoders interleave audio and video within this time; a source further back has restarted its clock. */
const MAX_SKEW_MS = 1_000
/** One frame at 25 fps and one of 48 kHz AAC, until the source's own interval is known. */
const DEFAULT_INTERVAL_MS = { audio: 21, video: 40 } as const
const MAX_INTERVAL_MS = 100

/**
 * The viewers' clock of one stream. It continues one frame after the last one when the source's clock restarts: the
 * publisher returned, another took over, or timestamps jumped.
 *
 * The base of a new source is its first *frame*. The first message would make the clock jump: metadata and sequence
 * headers carry 0, while the frames of an encoder that kept its clock over a reconnect start at that clock's time.
 */
export class StreamTimeline {
  #sourceMs: number | undefined
  /** `#sourceMs` on the viewers' clock, before late frames were moved forward. */
  #viewersMs = 0
  #last: Record<Track, number | undefined> = { audio: undefined, video: undefined }
  #intervalMs: Record<Track, number> = { ...DEFAULT_INTERVAL_MS }

  /** The next frame belongs to a source with its own clock. */
  restart(): void {
    this.#sourceMs = undefined
  }

  /**
   * Maps a frame to the viewers' clock; `sourceMs` is modulo 2³². The result increases per track and is not wrapped;
   * the caller wraps it at the edge.
   */
  place(track: Track, sourceMs: number): number {
    const mapped = this.#map(track, sourceMs)
    this.#sourceMs = sourceMs
    this.#viewersMs = mapped
    const last = this.#last[track]
    // Decoders need increasing timestamps, also from an encoder that repeats one.
    const placed = Math.max(mapped, last === undefined ? 0 : last + 1)
    this.#learnInterval(track, placed - (last ?? placed))
    this.#last[track] = placed
    return placed
  }

  #map(track: Track, sourceMs: number): number {
    const { audio, video } = this.#last
    if (audio === undefined && video === undefined) return 0
    // The signed 32-bit difference is correct across the wrap after 49 days.
    const deltaMs = this.#sourceMs === undefined ? undefined : (sourceMs - this.#sourceMs) | 0
    if (deltaMs !== undefined && deltaMs <= MAX_GAP_MS && deltaMs >= -MAX_SKEW_MS) return this.#viewersMs + deltaMs
    return Math.max(audio ?? 0, video ?? 0) + this.#intervalMs[track]
  }

  #learnInterval(track: Track, stepMs: number): void {
    if (stepMs > 0 && stepMs <= MAX_INTERVAL_MS) this.#intervalMs[track] = stepMs
  }
}
