import { registerAacEncoder } from '@mediabunny/aac-encoder'
import { AdtsOutputFormat, AudioSample, AudioSampleSource, NullTarget, Output, Quality } from 'mediabunny'
import type { AacSettings, BlockEncoder, BlockHandlers } from './aac-block.types'

/** FFmpeg's encoder in WASM, 1 MB. Only a push in a browser without an encoder loads this module. */
export async function openWasmAac(
  { sampleRateHz, bitrateKbps }: AacSettings,
  { onFrame, onError }: BlockHandlers,
): Promise<BlockEncoder> {
  registerAacEncoder()
  const source = new AudioSampleSource({
    codec: 'aac',
    quality: new Quality({ bitrate: bitrateKbps * 1000 }),
    onEncodedPacket: packet => onFrame(packet.data),
  })
  // mediabunny encodes only into a file: this one is discarded.
  const output = new Output({ format: new AdtsOutputFormat(), target: new NullTarget() })
  output.addAudioTrack(source)
  await output.start()
  let samplesBefore = 0
  return {
    encode(samples) {
      const sample = new AudioSample({
        data: samples,
        format: 'f32-planar',
        numberOfChannels: 1,
        sampleRate: sampleRateHz,
        timestamp: samplesBefore / sampleRateHz,
      })
      samplesBefore += samples.length
      source.add(sample).catch(onError).finally(() => sample.close())
    },
    close() {
      output.cancel().catch(onError)
    },
  }
}
