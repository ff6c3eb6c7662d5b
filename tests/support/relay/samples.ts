/** Small, countable tags in the shape of an encoder's. */
import { amfObject, encodeAmf } from '../../../server/media/engines/relay/rtmp/amf/amf0'
import { TAG_TYPE, encodeFlvHeader, encodeFlvTag } from '../../../server/media/engines/relay/flv/flv-tags'
import type { FlvTag } from '../../../server/media/engines/relay/flv/flv-tags'

const AVC_HEADER = Buffer.from('0164001effe1000467640001010003686801', 'hex')
const AAC_LC_44K_STEREO = Buffer.from('1210', 'hex')

const video = (timestampMs: number, prefix: string, body: Buffer): FlvTag =>
  ({ type: TAG_TYPE.video, timestampMs, body: Buffer.concat([Buffer.from(prefix, 'hex'), body]) })

const audio = (timestampMs: number, prefix: string, body: Buffer): FlvTag =>
  ({ type: TAG_TYPE.audio, timestampMs, body: Buffer.concat([Buffer.from(prefix, 'hex'), body]) })

/** `variant` gives headers that differ, as after a change of resolution. */
export const videoHeader = (timestampMs = 0, variant = 0): FlvTag =>
  video(timestampMs, '1700000000', Buffer.concat([AVC_HEADER, Buffer.of(variant)]))
export const audioHeader = (timestampMs = 0): FlvTag => audio(timestampMs, 'af00', AAC_LC_44K_STEREO)
export const keyframe = (timestampMs: number, bytes = 64): FlvTag =>
  video(timestampMs, '1701000000', Buffer.alloc(bytes, 0x65))
export const interframe = (timestampMs: number, bytes = 32): FlvTag =>
  video(timestampMs, '2701000000', Buffer.alloc(bytes, 0x41))
export const sound = (timestampMs: number, bytes = 16): FlvTag => audio(timestampMs, 'af01', Buffer.alloc(bytes, 0x21))

export const metadata = (
  properties: Record<string, number | boolean> = { videocodecid: 7, audiocodecid: 10 },
): FlvTag =>
  ({ type: TAG_TYPE.script, timestampMs: 0, body: encodeAmf('onMetaData', amfObject(properties)) })

export const FRAME_MS = 40

/** The tags of a source before its first frame. */
export const opening = (variant = 0): FlvTag[] => [metadata(), videoHeader(0, variant), audioHeader()]

/** `count` pictures at 25 fps with audio, a keyframe every `gop` pictures, from `startMs` on. */
export const frames = (count: number, { startMs = 0, gop = 5, bytes = 64 } = {}): FlvTag[] =>
  Array.from({ length: count }, (_, index) => {
    const timestampMs = startMs + index * FRAME_MS
    const picture = index % gop === 0 ? keyframe(timestampMs, bytes) : interframe(timestampMs, bytes)
    return [picture, sound(timestampMs)]
  }).flat()

export const flvFile = (tags: FlvTag[]): Buffer =>
  Buffer.concat([encodeFlvHeader({ audio: true, video: true }), ...tags.map(encodeFlvTag)])

/** Splits `bytes` into pieces of the given sizes; the last piece holds the rest. */
export function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = []
  let offset = 0
  for (const size of sizes) {
    pieces.push(bytes.subarray(offset, offset + size))
    offset += size
  }
  return [...pieces, bytes.subarray(offset)].filter(piece => piece.length > 0)
}
