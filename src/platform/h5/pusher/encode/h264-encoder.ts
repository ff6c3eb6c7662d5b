import type { PictureSize } from '../../../picture-size'
import { repairAvcConfig } from './avc-config'

export interface EncodedVideo {
  /** Time on the clock of the push. */
  timestampMs: number
  data: Uint8Array
  isKeyframe: boolean
  /** The avcC record, with the first picture of each configuration. */
  avcConfig?: Uint8Array
}

export interface H264Settings extends PictureSize {
  fps: number
  bitrateKbps: number
}

/** Keyframe interval: the longest wait of a new viewer and the longest frozen picture after a loss. */
const KEYFRAME_INTERVAL_MS = 1000
/** Number of pictures waiting in the encoder; above it one is skipped, because the machine is too slow. */
const LONGEST_QUEUE = 3

const toConfig = ({ width, height, fps, bitrateKbps }: H264Settings): VideoEncoderConfig => ({
  // Baseline 3.1: every phone decodes it, no B-frames, up to 1280 × 720 at 30.
  codec: 'avc1.42e01f',
  width,
  height,
  framerate: fps,
  bitrate: bitrateKbps * 1000,
  bitrateMode: 'constant',
  latencyMode: 'realtime',
  // In this format the decoder description is the avcC record of FLV.
  avc: { format: 'avc' },
})

const toBytes = (source: AllowSharedBufferSource): Uint8Array =>
  ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()
    : new Uint8Array(source).slice()

/** WebCodecs' encoder with regular keyframes and a limited queue. */
export class H264Encoder {
  readonly #encoder: VideoEncoder
  #lastKeyframeMs = Number.NEGATIVE_INFINITY
  #isKeyframeRequested = true

  readonly #onVideo: (video: EncodedVideo) => void

  constructor(onVideo: (video: EncodedVideo) => void, onError: (error: DOMException) => void) {
    this.#onVideo = onVideo
    this.#encoder = new VideoEncoder({ output: (chunk, metadata) => this.#onChunk(chunk, metadata), error: onError })
  }

  static async isSupported(settings: H264Settings): Promise<boolean> {
    if (typeof VideoEncoder === 'undefined') return false
    return (await VideoEncoder.isConfigSupported(toConfig(settings))).supported === true
  }

  get queuedFrames(): number {
    return this.#encoder.encodeQueueSize
  }

  configure(settings: H264Settings): void {
    if (this.#encoder.state === 'closed') return
    this.#encoder.configure(toConfig(settings))
    this.#isKeyframeRequested = true
  }

  requestKeyframe(): void {
    this.#isKeyframeRequested = true
  }

  /** Closes the frame. Skips it if the machine is too slow. */
  encode(frame: VideoFrame, timestampMs: number): void {
    if (this.#encoder.state === 'configured' && this.#encoder.encodeQueueSize <= LONGEST_QUEUE) {
      const keyFrame = this.#isKeyframeRequested || timestampMs - this.#lastKeyframeMs >= KEYFRAME_INTERVAL_MS
      if (keyFrame) {
        this.#isKeyframeRequested = false
        this.#lastKeyframeMs = timestampMs
      }
      const timed = new VideoFrame(frame, { timestamp: timestampMs * 1000 })
      this.#encoder.encode(timed, { keyFrame })
      timed.close()
    }
    frame.close()
  }

  close(): void {
    if (this.#encoder.state !== 'closed') this.#encoder.close()
  }

  #onChunk(chunk: EncodedVideoChunk, metadata: EncodedVideoChunkMetadata | undefined): void {
    const data = new Uint8Array(chunk.byteLength)
    chunk.copyTo(data)
    const description = metadata?.decoderConfig?.description
    this.#onVideo({
      timestampMs: Math.round(chunk.timestamp / 1000),
      data,
      isKeyframe: chunk.type === 'key',
      ...(description && { avcConfig: repairAvcConfig(toBytes(description)) }),
    })
  }
}
