const TELL_EVERY_MS = 150
/** Quieter than this is silence, 0 dB is the loudest there is: the range of a meter that moves with a voice. */
const SILENCE_DB = -60

/** 0–100, as an ear hears it. */
export function volumeOf(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length)
  const decibels = 10 * Math.log10(power)
  return Math.round(Math.min(100, Math.max(0, (decibels - SILENCE_DB) / -SILENCE_DB * 100)))
}

/** Tells how loud a microphone hears, until it is told to stop. */
export function meterLevel(microphone: MediaStreamTrack, tell: (volume: number) => void): () => void {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  const source = context.createMediaStreamSource(new MediaStream([microphone]))
  source.connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const timer = setInterval(() => {
    // Not before a tap in some browsers: nothing is known then, which is not silence.
    if (context.state !== 'running') return
    analyser.getFloatTimeDomainData(samples)
    tell(volumeOf(samples))
  }, TELL_EVERY_MS)
  return () => {
    clearInterval(timer)
    source.disconnect()
    void context.close()
  }
}
