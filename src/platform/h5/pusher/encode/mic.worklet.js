/** Samples per AAC frame. */
const FRAME_SAMPLES = 1024

/** Mixes the input to one channel and posts it frame by frame; without a microphone it posts silence. */
class MicProcessor extends AudioWorkletProcessor {
  frame = new Float32Array(FRAME_SAMPLES)
  filled = 0

  process([channels]) {
    const quantum = channels[0]?.length ?? 128
    for (let i = 0; i < quantum; i += 1) {
      let sum = 0
      for (const channel of channels) sum += channel[i]
      this.frame[this.filled] = channels.length > 0 ? sum / channels.length : 0
      this.filled += 1
      if (this.filled === FRAME_SAMPLES) this.handOn()
    }
    return true
  }

  handOn() {
    this.port.postMessage(this.frame, [this.frame.buffer])
    this.frame = new Float32Array(FRAME_SAMPLES)
    this.filled = 0
  }
}

registerProcessor('kaike-mic', MicProcessor)
