import type { TagKind } from '../flv/flv-tags'

/** Audio waits this long (in its own timestamps) for the first keyframe of a source that announced video. */
const MAX_HOLD_MS = 1_000

/**
 * Admits a new source at its first keyframe. Frames before it cannot be decoded, and audio that starts before video
 * would split the viewers' timeline. A source without video, or with video that never arrives, starts with its audio.
 */
export class StartGate {
  #open = false
  #expectsVideo = false
  #heldSinceMs: number | undefined

  /** Called when metadata or a sequence header announces video. */
  expectVideo(): void {
    this.#expectsVideo = true
  }

  /** Whether a frame of this source may reach viewers. `sourceMs`: its timestamp, modulo 2³². */
  admits(kind: TagKind, sourceMs: number): boolean {
    if (this.#open) return true
    if (kind === 'keyframe') return this.#open = true
    if (kind !== 'audio') return false
    this.#heldSinceMs ??= sourceMs
    const heldMs = (sourceMs - this.#heldSinceMs) | 0
    return !this.#expectsVideo || heldMs >= MAX_HOLD_MS
  }
}
