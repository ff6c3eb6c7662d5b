interface Pace {
  everyMs: number
  /** Length of each measurement; a power of 2. */
  samples: number
}
export const PREVIEW_PACE: Pace = { everyMs: 150, samples: 2_048 }
/** Measures most of the time between two reports, so that it does not miss a short word. */
export const CLASS_PACE: Pace = { everyMs: 1_000, samples: 32_768 }

/** Below this level is silence, 0 dB is the maximum: the range of a meter for a voice. */
const SILENCE_DB = -60

/** 0–100, on a logarithmic scale like hearing. */
export function volumeOf(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length)
  const decibels = 10 * Math.log10(power)
  return Math.round(Math.min(100, Math.max(0, (decibels - SILENCE_DB) / -SILENCE_DB * 100)))
}

/** Reports the volume of a microphone until it is stopped. */
export function meterLevel(
  microphone: MediaStreamTrack, { everyMs, samples: length }: Pace, tell: (volume: number) => void,
): () => void {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  analyser.fftSize = length
  const source = context.createMediaStreamSource(new MediaStream([microphone]))
  source.connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const timer = setInterval(() => {
    // Some browsers keep it suspended before a tap: the level is unknown then, not silence.
    if (context.state !== 'running') return
    analyser.getFloatTimeDomainData(samples)
    tell(volumeOf(samples))
  }, everyMs)
  return () => {
    clearInterval(timer)
    source.disconnect()
    void context.close()
  }
}
