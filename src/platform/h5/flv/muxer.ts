/**
 * FLV tags of a live stream: H.264 in AVC format and AAC. Pure: bytes in, bytes out.
 * Format: Adobe FLV 10.1, annex E; field order in docs/reference/media.md, M1.
 */
import { amfScript } from './amf'

export const TAG_AUDIO = 8
export const TAG_VIDEO = 9
export const TAG_SCRIPT = 18

/** Type, size, timestamp and stream id before the payload. */
export const TAG_HEADER_BYTES = 11
/** After each tag: its size again. */
export const TAG_TRAILER_BYTES = 4

const HAS_AUDIO_AND_VIDEO = 0x05
const AVC_KEYFRAME = 0x17
const AVC_INTERFRAME = 0x27
const AVC_CONFIG = 0
const AVC_FRAME = 1
/** AAC; the format fixes the sample rate and channels in this byte, and players ignore them. */
const AAC = 0xaf
const AAC_CONFIG = 0
const AAC_FRAME = 1

/** Signature, version, tracks, length of the header, and the size of the previous tag: none. */
export const FLV_HEADER = Uint8Array.of(0x46, 0x4c, 0x56, 1, HAS_AUDIO_AND_VIDEO, 0, 0, 0, 9, 0, 0, 0, 0)

export type FlvBytes = Uint8Array<ArrayBuffer>

function flvTag(type: number, timestampMs: number, prefix: readonly number[], body: Uint8Array): FlvBytes {
  const payloadBytes = prefix.length + body.length
  const tag = new Uint8Array(TAG_HEADER_BYTES + payloadBytes + TAG_TRAILER_BYTES)
  const view = new DataView(tag.buffer)
  const timestamp = Math.round(timestampMs) >>> 0
  view.setUint32(0, type << 24 | payloadBytes)
  // The low 24 bits come first, then the high 8; the stream id after them is always 0.
  view.setUint32(4, (timestamp << 8 | timestamp >>> 24) >>> 0)
  tag.set(prefix, TAG_HEADER_BYTES)
  tag.set(body, TAG_HEADER_BYTES + prefix.length)
  view.setUint32(TAG_HEADER_BYTES + payloadBytes, TAG_HEADER_BYTES + payloadBytes)
  return tag
}

export interface StreamDescription {
  width: number
  height: number
  fps: number
  videoBitrateKbps: number
  audioBitrateKbps: number
  sampleRateHz: number
}

/** `onMetaData`, the first tag of a stream and after a change of size. */
export const metadataTag = (timestampMs: number, stream: StreamDescription): FlvBytes =>
  flvTag(TAG_SCRIPT, timestampMs, [], amfScript('onMetaData', {
    width: stream.width,
    height: stream.height,
    framerate: stream.fps,
    videocodecid: 7,
    videodatarate: stream.videoBitrateKbps,
    audiocodecid: 10,
    audiodatarate: stream.audioBitrateKbps,
    audiosamplerate: stream.sampleRateHz,
  }))

/** `avcConfig` is the avcC record: WebCodecs' decoder description in format `avc`. */
export const videoConfigTag = (timestampMs: number, avcConfig: Uint8Array): FlvBytes =>
  flvTag(TAG_VIDEO, timestampMs, [AVC_KEYFRAME, AVC_CONFIG, 0, 0, 0], avcConfig)

/** `frame` is one access unit with length-prefixed NAL units; without B-frames its two timestamps are equal. */
export const videoFrameTag = (timestampMs: number, frame: Uint8Array, isKeyframe: boolean): FlvBytes =>
  flvTag(TAG_VIDEO, timestampMs, [isKeyframe ? AVC_KEYFRAME : AVC_INTERFRAME, AVC_FRAME, 0, 0, 0], frame)

/** `audioConfig` is the AudioSpecificConfig. */
export const audioConfigTag = (timestampMs: number, audioConfig: Uint8Array): FlvBytes =>
  flvTag(TAG_AUDIO, timestampMs, [AAC, AAC_CONFIG], audioConfig)

/** `frame` is one raw AAC frame, without ADTS. */
export const audioFrameTag = (timestampMs: number, frame: Uint8Array): FlvBytes =>
  flvTag(TAG_AUDIO, timestampMs, [AAC, AAC_FRAME], frame)
