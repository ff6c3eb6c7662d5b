import type { AacSettings, BlockEncoder, BlockHandlers } from './aac-block.types'

/** The browser's own encoder; undefined if it has none, such as Debian's Chromium. */
export async function openNativeAac(
  { sampleRateHz, bitrateKbps }: AacSettings,
  { onFrame, onError }: BlockHandlers,
): Promise<BlockEncoder | undefined> {
  if (typeof AudioEncoder === 'undefined') return undefined
  const config: AudioEncoderConfig = {
    codec: 'mp4a.40.2', sampleRate: sampleRateHz, numberOfChannels: 1, bitrate: bitrateKbps * 1000,
  }
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
        format: 'f32-planar',
        sampleRate: sampleRateHz,
        numberOfChannels: 1,
        numberOfFrames: samples.length,
        timestamp: timestampMs * 1000,
        data: samples,
      })
      encoder.encode(audio)
      audio.close()
    },
    close() {
      if (encoder.state !== 'closed') encoder.close()
    },
  }
}
