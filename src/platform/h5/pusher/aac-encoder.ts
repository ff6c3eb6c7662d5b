export interface EncodedAudio {
  /** On the clock of the push. */
  timestampMs: number
  data: Uint8Array
  /** The AudioSpecificConfig, with the first frame. */
  audioConfig?: Uint8Array
}

export interface AacSettings {
  sampleRateHz: number
  bitrateKbps: number
}

/** One AAC frame; every block of samples must be exactly this long. */
export const AAC_FRAME_SAMPLES = 1024

/** Frames waiting in the encoder above which sound is skipped: about a second. */
const LONGEST_QUEUE = 48

/** Sample rates in the order of their index (ISO 14496-3, table 1.18). */
const SAMPLE_RATES_HZ = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000]

/** The AudioSpecificConfig of AAC-LC, one channel. Written here, since WebKit's own is not valid (its bug 302253). */
export function monoAudioConfig(sampleRateHz: number): Uint8Array {
  const index = SAMPLE_RATES_HZ.indexOf(sampleRateHz)
  if (index < 0) throw new RangeError(`AAC has no sample rate of ${sampleRateHz} Hz`)
  const [lowComplexity, mono] = [2, 1]
  const bits = lowComplexity << 11 | index << 7 | mono << 3
  return Uint8Array.of(bits >> 8, bits & 0xff)
}

/** An encoder that gives a frame for every block of samples, in order. */
interface BlockEncoder {
  encode: (samples: Float32Array<ArrayBuffer>, timestampMs: number) => void
  close: () => void
}

type OnFrame = (data: Uint8Array) => void
type OnError = (error: unknown) => void

async function openNative({ sampleRateHz, bitrateKbps }: AacSettings, onFrame: OnFrame, onError: OnError): Promise<BlockEncoder | undefined> {
  if (typeof AudioEncoder === 'undefined') return undefined
  const config: AudioEncoderConfig = { codec: 'mp4a.40.2', sampleRate: sampleRateHz, numberOfChannels: 1, bitrate: bitrateKbps * 1000 }
  if (!(await AudioEncoder.isConfigSupported(config)).supported) return undefined
  const encoder = new AudioEncoder({
    output: chunk => {
      const data = new Uint8Array(chunk.byteLength)
      chunk.copyTo(data)
      onFrame(data)
    },
    error: onError,
  })
  encoder.configure(config)
  return {
    encode(samples, timestampMs) {
      if (encoder.state !== 'configured') return
      const audio = new AudioData({
        format: 'f32-planar', sampleRate: sampleRateHz, numberOfChannels: 1, numberOfFrames: samples.length, timestamp: timestampMs * 1000, data: samples,
      })
      encoder.encode(audio)
      audio.close()
    },
    close() {
      if (encoder.state !== 'closed') encoder.close()
    },
  }
}

/** FFmpeg's encoder in WASM, 1 MB: loaded only here, by the page that pushes, where the browser has none of its own. */
async function openWasm({ sampleRateHz, bitrateKbps }: AacSettings, onFrame: OnFrame, onError: OnError): Promise<BlockEncoder> {
  const [mediabunny, { registerAacEncoder }] = await Promise.all([import('mediabunny'), import('@mediabunny/aac-encoder')])
  registerAacEncoder()
  const source = new mediabunny.AudioSampleSource({
    codec: 'aac', quality: new mediabunny.Quality({ bitrate: bitrateKbps * 1000 }), onEncodedPacket: packet => onFrame(packet.data),
  })
  // mediabunny encodes only towards a file: this one goes nowhere.
  const output = new mediabunny.Output({ format: new mediabunny.AdtsOutputFormat(), target: new mediabunny.NullTarget() })
  output.addAudioTrack(source)
  await output.start()
  let samplesBefore = 0
  return {
    encode(samples) {
      const sample = new mediabunny.AudioSample({
        data: samples, format: 'f32-planar', numberOfChannels: 1, sampleRate: sampleRateHz, timestamp: samplesBefore / sampleRateHz,
      })
      samplesBefore += samples.length
      source.add(sample).catch(onError).finally(() => sample.close())
    },
    close() {
      output.cancel().catch(onError)
    },
  }
}

/** Mono AAC-LC: the browser's encoder where it has one (Debian's Chromium has not), else WASM. */
export class AacEncoder {
  private readonly waitingMs: number[] = []
  private isConfigSent = false
  private blocks: BlockEncoder | undefined

  private readonly settings: AacSettings
  private readonly onAudio: (audio: EncodedAudio) => void

  private constructor(settings: AacSettings, onAudio: (audio: EncodedAudio) => void) {
    this.settings = settings
    this.onAudio = onAudio
  }

  static async open(settings: AacSettings, onAudio: (audio: EncodedAudio) => void, onError: OnError): Promise<AacEncoder> {
    const encoder = new AacEncoder(settings, onAudio)
    const onFrame: OnFrame = data => encoder.onFrame(data)
    encoder.blocks = await openNative(settings, onFrame, onError) ?? await openWasm(settings, onFrame, onError)
    return encoder
  }

  get queuedFrames(): number {
    return this.waitingMs.length
  }

  /** `samples`: `AAC_FRAME_SAMPLES` of them, -1 to 1. Skipped where the machine cannot keep up. */
  encode(samples: Float32Array<ArrayBuffer>, timestampMs: number): void {
    if (this.waitingMs.length >= LONGEST_QUEUE) return
    this.waitingMs.push(timestampMs)
    this.blocks?.encode(samples, timestampMs)
  }

  close(): void {
    this.blocks?.close()
    this.blocks = undefined
  }

  /** Encoders count their own time from the first block; the true time of each block is kept here. */
  private onFrame(data: Uint8Array): void {
    const timestampMs = this.waitingMs.shift()
    if (timestampMs === undefined || !this.blocks) return
    const audioConfig = this.isConfigSent ? undefined : monoAudioConfig(this.settings.sampleRateHz)
    this.isConfigSent = true
    this.onAudio({ timestampMs, data, ...(audioConfig && { audioConfig }) })
  }
}
