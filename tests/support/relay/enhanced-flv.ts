/** Real HEVC, AV1 and Opus as tags of Enhanced FLV. Debian's ffmpeg encodes them but can only write them to MP4. */
import { readFile } from 'node:fs/promises'
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny'
import type { FlvTag } from '../../../server/media/engines/relay/flv/flv-tags'

/** The payload of the first box of a type; sufficient for files with one track of a kind. */
function boxOf(file: Buffer, type: string): Buffer {
  const at = file.indexOf(type, 0, 'latin1')
  if (at < 4) throw new Error(`no box ${type}`)
  return file.subarray(at + 4, at - 4 + file.readUInt32BE(at - 4))
}

const concat = (prefix: string, fourCc: string, ...rest: Uint8Array[]): Buffer =>
  Buffer.concat([Buffer.from(prefix, 'hex'), Buffer.from(fourCc, 'latin1'), ...rest])

interface Shape {
  box: string
  configPrefix: string
  keyframePrefix: string
  interframePrefix: string
  fourCc: string
}

/** The differences in the tag's first bytes; `3` omits the composition time, which is 0 without B-frames. */
const VIDEO_SHAPES = {
  'hevc': { box: 'hvcC', configPrefix: '90', keyframePrefix: '93', interframePrefix: 'a3', fourCc: 'hvc1' },
  'hevc as number 12': {
    box: 'hvcC',
    configPrefix: '1c00000000',
    keyframePrefix: '1c01000000',
    interframePrefix: '2c01000000',
    fourCc: '',
  },
  'av1': { box: 'av1C', configPrefix: '90', keyframePrefix: '91', interframePrefix: 'a1', fourCc: 'av01' },
} as const satisfies Record<string, Shape>

export type VideoShape = keyof typeof VIDEO_SHAPES

/** Tags in the order of their times, configurations first. */
export async function enhancedTags(mp4Path: string, shape: VideoShape): Promise<FlvTag[]> {
  const file = await readFile(mp4Path)
  const input = new Input({ source: new BufferSource(new Uint8Array(file)), formats: ALL_FORMATS })
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()]
  if (!video || !audio) throw new Error('a track is missing')
  const { box, configPrefix, keyframePrefix, interframePrefix, fourCc } = VIDEO_SHAPES[shape]
  const opusHead = (await audio.getDecoderConfig())?.description
  if (!(opusHead instanceof Uint8Array)) throw new Error('Opus without its header')
  const media: FlvTag[] = []
  for await (const { data, timestamp, type } of new EncodedPacketSink(video).packets()) {
    const prefix = type === 'key' ? keyframePrefix : interframePrefix
    media.push({ type: 9, timestampMs: Math.round(timestamp * 1000), body: concat(prefix, fourCc, data) })
  }
  for await (const { data, timestamp } of new EncodedPacketSink(audio).packets()) {
    media.push({ type: 8, timestampMs: Math.max(0, Math.round(timestamp * 1000)), body: concat('91', 'Opus', data) })
  }
  return [
    { type: 9, timestampMs: 0, body: concat(configPrefix, fourCc, boxOf(file, box)) },
    { type: 8, timestampMs: 0, body: concat('90', 'Opus', opusHead) },
    // Video first at equal times: the relay starts a source at its first keyframe.
    ...media.sort((a, b) => a.timestampMs - b.timestampMs || b.type - a.type),
  ]
}
