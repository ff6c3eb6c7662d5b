import type { TagKind } from '../flv/flv-tags'

/** Audio waits this long (of its own time) for the first keyframe of a source that announced video. */
const MAX_HOLD_MS = 1_000

/**
 * Lets a new source in at its first keyframe: what comes before can't be decoded, and sound that starts before the picture
 * would tear the viewers' timeline apart. A source without video, or whose video does not come, starts with its audio.
 */
export class StartGate {
  #open = false
  #expectsVideo = false
  #heldSinceMs: number | undefined

  /** Metadata or a sequence header announced video. */
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
