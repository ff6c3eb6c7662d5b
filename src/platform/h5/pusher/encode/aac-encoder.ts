import type { AacSettings, BlockEncoder, BlockHandlers } from './aac-block.types'
import { openNativeAac } from './aac-native'

export interface EncodedAudio {
  /** Time on the clock of the push. */
  timestampMs: number
  data: Uint8Array
  /** The AudioSpecificConfig, with the first frame. */
  audioConfig?: Uint8Array
}

/** Samples of one AAC frame; each block must have exactly this length. */
export const AAC_FRAME_SAMPLES = 1024

/** Number of frames waiting in the encoder, about one second; above it sound is skipped. */
const LONGEST_QUEUE = 48

/** Sample rates in the order of their index (ISO 14496-3, table 1.18). */
const SAMPLE_RATES_HZ = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000]

/** The AudioSpecificConfig of AAC-LC, one channel. Built here, because WebKit's own is invalid (WebKit bug 302253). */
export function monoAudioConfig(sampleRateHz: number): Uint8Array {
  const index = SAMPLE_RATES_HZ.indexOf(sampleRateHz)
  if (index < 0) throw new RangeError(`AAC has no sample rate of ${sampleRateHz} Hz`)
  const [lowComplexity, mono] = [2, 1]
  const bits = lowComplexity << 11 | index << 7 | mono << 3
  return Uint8Array.of(bits >> 8, bits & 0xff)
}

async function openWasm(settings: AacSettings, handlers: BlockHandlers): Promise<BlockEncoder> {
  const { openWasmAac } = await import('./aac-wasm')
  return openWasmAac(settings, handlers)
}

/** Mono AAC-LC: the browser's encoder if it has one, otherwise WASM. */
export class AacEncoder {
  readonly #waitingMs: number[] = []
  #isConfigSent = false
  #blocks: BlockEncoder | undefined

  readonly #settings: AacSettings
  readonly #onAudio: (audio: EncodedAudio) => void

  private constructor(settings: AacSettings, onAudio: (audio: EncodedAudio) => void) {
    this.#settings = settings
    this.#onAudio = onAudio
  }

  static async open(
    settings: AacSettings,
    onAudio: (audio: EncodedAudio) => void,
    onError: BlockHandlers['onError'],
  ): Promise<AacEncoder> {
    const encoder = new AacEncoder(settings, onAudio)
    const handlers: BlockHandlers = { onFrame: data => encoder.#onFrame(data), onError }
    encoder.#blocks = await openNativeAac(settings, handlers) ?? await openWasm(settings, handlers)
    return encoder
  }

  get queuedFrames(): number {
    return this.#waitingMs.length
  }

  /** `samples`: exactly `AAC_FRAME_SAMPLES`, -1 to 1. Skipped if the machine is too slow. */
  encode(samples: Float32Array<ArrayBuffer>, timestampMs: number): void {
    if (this.#waitingMs.length >= LONGEST_QUEUE) return
    this.#waitingMs.push(timestampMs)
    this.#blocks?.encode(samples, timestampMs)
  }

  close(): void {
    this.#blocks?.close()
    this.#blocks = undefined
  }

  /** Encoders count time from their first block; the true time of each block is in `#waitingMs`. */
  #onFrame(data: Uint8Array): void {
    const timestampMs = this.#waitingMs.shift()
    if (timestampMs === undefined || !this.#blocks) return
    const audioConfig = this.#isConfigSent ? undefined : monoAudioConfig(this.#settings.sampleRateHz)
    this.#isConfigSent = true
    this.#onAudio({ timestampMs, data, ...(audioConfig && { audioConfig }) })
  }
}
