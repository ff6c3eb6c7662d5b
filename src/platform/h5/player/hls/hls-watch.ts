/** Why a stream that the browser plays by itself is opened again. */
export type HlsComplaint =
  /** The playhead stands: nothing new arrives, or the playlist does not go on. */
  | 'silent'
  /** Time goes on and no picture comes of it. */
  | 'frozen'
  /** The playhead has fallen far behind live, as after a phone was asleep. */
  | 'late'

export interface HlsFacts {
  /** Of this connection; undefined before the first picture. */
  lastFrameMs: number | undefined
  /** A hidden tab shows no pictures. */
  isHidden: boolean
}

type Playhead = Pick<HTMLVideoElement, 'currentTime' | 'seekable' | 'videoWidth'>

/** A segment lasts 2 s and a keyframe interval at most: in this time three have come, or none will. */
const SILENT_AFTER_MS = 8000
const FROZEN_AFTER_MS = 4000
/** The relay lists six segments: what lies behind them is gone. */
const MOST_BEHIND_SECONDS = 30

/** Watches the playhead: an element tells of a stall, but never that it has given up. */
export class HlsWatch {
  #playheadSeconds = 0
  #movedAtMs: number
  #restartedAtMs: number

  constructor(nowMs: number) {
    this.#movedAtMs = nowMs
    this.#restartedAtMs = nowMs
  }

  /** The wait begins now. */
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
