export type Track = 'audio' | 'video'

/** A source that leaps ahead by more, with media still arriving, has changed its clock: a teacher's pause is shorter on air. */
const MAX_GAP_MS = 3_000
/** Encoders interleave audio and video within this; a source further back has restarted its clock. */
const MAX_SKEW_MS = 1_000
/** One frame at 25 fps and at 48 kHz AAC, until the source has shown its own. */
const DEFAULT_INTERVAL_MS = { audio: 21, video: 40 } as const
const MAX_INTERVAL_MS = 100

/**
 * The viewers' clock of one stream. It goes on one frame after the last one whenever the source's clock starts anew: a
 * publisher came back, another took over, or timestamps leapt.
 *
 * The base of a new source is its first *frame*. The first message would make the clock leap: metadata and sequence
 * headers carry 0, while the frames of an encoder that kept its clock over a reconnect start wherever that clock is.
 */
export class StreamTimeline {
  #sourceMs: number | undefined
  /** Where `#sourceMs` is on the viewers' clock; before frames that came late were held back. */
  #viewersMs = 0
  #last: Record<Track, number | undefined> = { audio: undefined, video: undefined }
  #intervalMs: Record<Track, number> = { ...DEFAULT_INTERVAL_MS }

  /** The next frame comes from a source with a clock of its own. */
  restart(): void {
    this.#sourceMs = undefined
  }

  /**
   * Where a frame goes; `sourceMs` is modulo 2³². Per track the result always goes on, and it is not wrapped: the caller
   * wraps it at the edge.
   */
  place(track: Track, sourceMs: number): number {
    const mapped = this.#map(track, sourceMs)
    this.#sourceMs = sourceMs
    this.#viewersMs = mapped
    const last = this.#last[track]
    // Decoders want every frame later than the one before, also from an encoder that repeats itself.
    const placed = Math.max(mapped, last === undefined ? 0 : last + 1)
    this.#learnInterval(track, placed - (last ?? placed))
    this.#last[track] = placed
    return placed
  }

  #map(track: Track, sourceMs: number): number {
    const { audio, video } = this.#last
    if (audio === undefined && video === undefined) return 0
    // Signed 32-bit difference: right across the wrap after 49 days.
    const deltaMs = this.#sourceMs === undefined ? undefined : (sourceMs - this.#sourceMs) | 0
    if (deltaMs !== undefined && deltaMs <= MAX_GAP_MS && deltaMs >= -MAX_SKEW_MS) return this.#viewersMs + deltaMs
    return Math.max(audio ?? 0, video ?? 0) + this.#intervalMs[track]
  }

  #learnInterval(track: Track, stepMs: number): void {
    if (stepMs > 0 && stepMs <= MAX_INTERVAL_MS) this.#intervalMs[track] = stepMs
  }
}
