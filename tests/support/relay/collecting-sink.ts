import { FlvReader } from '../../../server/media/engines/relay/flv/flv-reader'
import { kindOf } from '../../../server/media/engines/relay/flv/flv-tags'
import { WIRES } from '../../../server/media/engines/relay/wire'
import type { FlvTag, TagKind } from '../../../server/media/engines/relay/flv/flv-tags'
import type { ViewerSink } from '../../../server/media/engines/relay/playout/viewer'
import type { MediaCloseReason } from '../../../contract/media/close'

const MAX_TAG_BYTES = 16 * 1024 * 1024
const FLAGS_AT = 4

/** A player that keeps its media. */
export class CollectingSink implements ViewerSink {
  readonly wire = WIRES.http
  readonly writes: Buffer[][] = []
  readonly tags: (FlvTag & { kind: TagKind })[] = []
  closed: MediaCloseReason | undefined
  /** Bytes that its network has not taken; above 0 the sink is blocked. */
  queued = 0
  readonly #reader = new FlvReader(MAX_TAG_BYTES)

  /** The received tags in order, as `kind@milliseconds`. */
  get story(): string[] {
    return this.tags.map(({ kind, timestampMs }) => `${kind}@${timestampMs}`)
  }

  get pictures() {
    return this.tags.filter(({ kind }) => kind === 'keyframe' || kind === 'interframe')
  }

  /** The tracks that the file header announces. */
  get tracks(): { audio: boolean, video: boolean } | undefined {
    const flags = this.writes[0]?.[0]?.[FLAGS_AT]
    return flags === undefined ? undefined : { audio: (flags & 4) > 0, video: (flags & 1) > 0 }
  }

  queuedBytes(): number {
    return this.queued
  }

  isBlocked(): boolean {
    return this.queued > 0
  }

  write(pieces: readonly Buffer[]): void {
    this.writes.push([...pieces])
    for (const piece of pieces) {
      for (const tag of this.#reader.push(piece)) this.tags.push({ ...tag, kind: kindOf(tag) })
    }
  }

  close(reason: MediaCloseReason): void {
    this.closed = reason
  }
}
