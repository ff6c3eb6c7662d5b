import { AAC_FRAME_SAMPLES } from './aac-encoder'

export interface Sound {
  /** `AAC_FRAME_SAMPLES` samples of one channel, -1 to 1. */
  samples: Float32Array<ArrayBuffer>
  /** Capture time of the last sample, on the microphone's own clock. */
  endMs: number
}

/** A separate file, because a CSP allows no `blob:` scripts. */
const WORKLET_URL = new URL('./mic.worklet.js', import.meta.url).href

function openContext(sampleRateHz: number, stream: MediaStream | undefined): AudioContext {
  const context = new AudioContext({ sampleRate: sampleRateHz, latencyHint: 'interactive' })
  try {
    if (stream) context.createMediaStreamSource(stream).disconnect()
    return context
  } catch {
    // Firefox does not resample a microphone: use the rate of the microphone.
    void context.close()
    return new AudioContext({ latencyHint: 'interactive' })
  }
}

/** The sound of a microphone in blocks without gaps; silence if there is no microphone or it is muted. */
export class Microphone {
  #source: MediaStreamAudioSourceNode | undefined
  readonly #node: AudioWorkletNode
  readonly #gain: GainNode
  #samplesBefore = 0

  readonly #context: AudioContext

  private constructor(context: AudioContext, onSound: (sound: Sound) => void) {
    this.#context = context
    this.#node = new AudioWorkletNode(context, 'kaike-mic', { numberOfOutputs: 1 })
    this.#node.port.onmessage = ({ data }: MessageEvent<Float32Array<ArrayBuffer>>) => {
      this.#samplesBefore += AAC_FRAME_SAMPLES
      onSound({ samples: data, endMs: this.#samplesBefore / context.sampleRate * 1000 })
    }
    this.#gain = context.createGain()
    this.#gain.connect(this.#node)
    // Its output is silent; a context runs only nodes that reach the destination.
    this.#node.connect(context.destination)
  }

  static async open(
    track: MediaStreamTrack | undefined,
    sampleRateHz: number,
    onSound: (sound: Sound) => void,
  ): Promise<Microphone> {
    const context = openContext(sampleRateHz, track && new MediaStream([track]))
    await context.audioWorklet.addModule(WORKLET_URL)
    const microphone = new Microphone(context, onSound)
    microphone.use(track)
    // A call, or the time before the first tap, suspends the context: resume it whenever the browser suspends it.
    context.onstatechange = () => microphone.#wake()
    microphone.#wake()
    return microphone
  }

  get sampleRateHz(): number {
    return this.#context.sampleRate
  }

  /** Uses another track, or none. */
  use(track: MediaStreamTrack | undefined): void {
    this.#source?.disconnect()
    this.#source = track && this.#context.createMediaStreamSource(new MediaStream([track]))
    this.#source?.connect(this.#gain)
  }

  /** 0–1. Applied with a short ramp, so that it does not click. */
  setVolume(volume: number): void {
    this.#gain.gain.setTargetAtTime(volume, this.#context.currentTime, 0.02)
  }

  close(): void {
    this.#context.onstatechange = null
    this.#source?.disconnect()
    this.#node.port.onmessage = null
    // Firefox reports a closed context late and rejects a second close.
    this.#context.close().catch(() => {})
  }

  #wake(): void {
    if (this.#context.state !== 'suspended') return
    this.#context.resume().catch(() => { /* Not before a tap; the next change of state tries again. */ })
  }
}
