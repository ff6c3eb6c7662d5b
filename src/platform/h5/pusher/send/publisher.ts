import { FLV_HEADER, audioConfigTag, audioFrameTag, metadataTag, videoConfigTag, videoFrameTag } from '../../flv/muxer'
import type { FlvBytes, StreamDescription } from '../../flv/muxer'
import type { EncodedAudio } from '../encode/aac-encoder'
import type { EncodedVideo } from '../encode/h264-encoder'
import { OPEN_GATE, passGate, queuedMs } from './send-gate'

/** The parts of the connection that the publisher uses. */
export interface Outlet {
  readonly isOpen: boolean
  readonly queuedBytes: number
  /** Delay of the sent bytes at the server, in milliseconds. */
  readonly lateMs: number
  /** Pictures are being held back until the line has drained, or no longer. */
  setDraining: (isDraining: boolean) => void
  send: (bytes: FlvBytes) => void
}

export interface PublisherOptions {
  outlet: Outlet
  describe: () => StreamDescription
  /** The next picture must be a keyframe: the connection is new. */
  requestKeyframe: () => void
  /** The uplink is too slow: pictures are being dropped. */
  onBusy: () => void
}

/** Counts since the last `takeCounts`. */
export interface PublisherCounts {
  videoBytes: number
  audioBytes: number
  videoFrames: number
  droppedFrames: number
}

const noCounts = (): PublisherCounts => ({ videoBytes: 0, audioBytes: 0, videoFrames: 0, droppedFrames: 0 })

/**
 * Turns encoded pictures and sound into an FLV stream: headers first, pictures from a keyframe on, within the capacity
 * of the uplink.
 */
export class Publisher {
  #gate = OPEN_GATE
  #avcConfig: Uint8Array | undefined
  #audioConfig: Uint8Array | undefined
  #isAwaitingKeyframe = true
  #counts = noCounts()
  #lastKeyframeMs: number | undefined
  /** The time between the last two sent keyframes; 0 before the second. */
  gopMs = 0

  readonly #options: PublisherOptions

  constructor(options: PublisherOptions) {
    this.#options = options
  }

  /**
   * Milliseconds of media on the way: in the socket, according to the browser, or behind it, according to the server.
   */
  get queuedMs(): number {
    const { outlet, describe } = this.#options
    const { videoBitrateKbps, audioBitrateKbps } = describe()
    return Math.max(outlet.lateMs, queuedMs(outlet.queuedBytes, videoBitrateKbps + audioBitrateKbps))
  }

  /** Starts the stream again for a new connection, in the form that the relay needs for a new viewer. */
  begin(nowMs: number): void {
    const { outlet } = this.#options
    this.#gate = OPEN_GATE
    this.#isAwaitingKeyframe = true
    this.#lastKeyframeMs = undefined
    outlet.send(FLV_HEADER)
    outlet.send(metadataTag(nowMs, this.#options.describe()))
    if (this.#audioConfig) outlet.send(audioConfigTag(nowMs, this.#audioConfig))
    this.#options.requestKeyframe()
  }

  sendVideo({ timestampMs, data, isKeyframe, avcConfig }: EncodedVideo): void {
    const { outlet } = this.#options
    if (avcConfig) this.#avcConfig = avcConfig
    if (!outlet.isOpen || !this.#avcConfig || (this.#isAwaitingKeyframe && !isKeyframe)) return
    const { state, send, becameBusy } = passGate(this.#gate, { kind: 'video', isKeyframe }, this.queuedMs)
    if (state.isDropping !== this.#gate.isDropping) outlet.setDraining(state.isDropping)
    this.#gate = state
    if (becameBusy) this.#options.onBusy()
    if (!send) {
      this.#counts.droppedFrames += 1
      return
    }
    // A new encoder, whose size may differ, and a new connection repeat the record.
    if (avcConfig && !this.#isAwaitingKeyframe) outlet.send(metadataTag(timestampMs, this.#options.describe()))
    if (avcConfig || this.#isAwaitingKeyframe) outlet.send(videoConfigTag(timestampMs, this.#avcConfig))
    this.#isAwaitingKeyframe = false
    if (isKeyframe) this.#noteKeyframe(timestampMs)
    this.#counts.videoFrames += 1
    this.#counts.videoBytes += data.length
    outlet.send(videoFrameTag(timestampMs, data, isKeyframe))
  }

  sendAudio({ timestampMs, data, audioConfig }: EncodedAudio): void {
    const { outlet } = this.#options
    if (audioConfig) {
      this.#audioConfig = audioConfig
      if (outlet.isOpen) outlet.send(audioConfigTag(timestampMs, audioConfig))
    }
    if (!outlet.isOpen || !passGate(this.#gate, { kind: 'audio', isKeyframe: false }, this.queuedMs).send) return
    this.#counts.audioBytes += data.length
    outlet.send(audioFrameTag(timestampMs, data))
  }

  takeCounts(): PublisherCounts {
    const counts = this.#counts
    this.#counts = noCounts()
    return counts
  }

  #noteKeyframe(timestampMs: number): void {
    if (this.#lastKeyframeMs !== undefined) this.gopMs = timestampMs - this.#lastKeyframeMs
    this.#lastKeyframeMs = timestampMs
  }
}
