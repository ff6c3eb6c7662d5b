/** Why a stream that the browser plays by itself is reopened. */
export type HlsComplaint =
  /** The playhead stands still: nothing new arrives, or the playlist has ended. */
  | 'silent'
  /** The playhead moves without pictures. */
  | 'frozen'
  /** The playhead is far behind live, for example after the phone slept. */
  | 'late'

export interface HlsFacts {
  /** Of this connection; undefined before the first picture. */
  lastFrameMs: number | undefined
  /** A hidden tab shows no pictures. */
  isHidden: boolean
}

type Playhead = Pick<HTMLVideoElement, 'currentTime' | 'seekable' | 'videoWidth'>

/** A segment lasts 2 s plus at most one keyframe interval: in this time three arrive, or none will. */
const SILENT_AFTER_MS = 8000
const FROZEN_AFTER_MS = 4000
/** The relay lists six segments: older ones are gone. */
const MOST_BEHIND_SECONDS = 30

/** Watches the playhead: an element reports a stall, but never that it has given up. */
export class HlsWatch {
  #playheadSeconds = 0
  #movedAtMs: number
  #restartedAtMs: number

  constructor(nowMs: number) {
    this.#movedAtMs = nowMs
    this.#restartedAtMs = nowMs
  }

  /** Restarts the wait. */
  restart(nowMs: number): void {
    this.#movedAtMs = nowMs
    this.#restartedAtMs = nowMs
  }

  complain(nowMs: number, { currentTime, seekable, videoWidth }: Playhead, facts: HlsFacts): HlsComplaint | undefined {
    if (currentTime !== this.#playheadSeconds) {
      this.#playheadSeconds = currentTime
      this.#movedAtMs = nowMs
    }
    if (nowMs - this.#movedAtMs > SILENT_AFTER_MS) return 'silent'
    const liveSeconds = seekable.length === 0 ? Number.NaN : seekable.end(seekable.length - 1)
    if (Number.isFinite(liveSeconds) && liveSeconds - currentTime > MOST_BEHIND_SECONDS) return 'late'
    if (facts.isHidden || videoWidth === 0 || facts.lastFrameMs === undefined) return undefined
    return this.#movedAtMs - Math.max(facts.lastFrameMs, this.#restartedAtMs) > FROZEN_AFTER_MS ? 'frozen' : undefined
  }
}
