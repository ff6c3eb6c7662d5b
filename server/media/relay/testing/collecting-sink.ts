import type { EncodedFrame } from '../encoded-frame'
import type { Tracks } from '../flv/flv-tags'
import type { ViewerSink } from '../viewer'
import type { MediaCloseReason } from '../../../../contract/media-close'

/** A player that keeps what it got. `queued` is what its network has not taken. */
export class CollectingSink implements ViewerSink {
  readonly frames: EncodedFrame[] = []
  tracks: Tracks | undefined
  closed: MediaCloseReason | undefined
  queued = 0

  /** In order, as `kind@milliseconds`. */
  get story(): string[] {
    return this.frames.map(({ kind, timestampMs }) => `${kind}@${timestampMs}`)
  }

  get pictures(): EncodedFrame[] {
    return this.frames.filter(({ kind }) => kind === 'keyframe' || kind === 'interframe')
  }

  queuedBytes(): number {
    return this.queued
  }

  open(tracks: Tracks): void {
    this.tracks = tracks
  }

  send(frame: EncodedFrame): void {
    this.frames.push(frame)
  }

  close(reason: MediaCloseReason): void {
    this.closed = reason
  }
}
