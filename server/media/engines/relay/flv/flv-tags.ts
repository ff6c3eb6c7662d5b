/**
 * FLV tags and their contents; RTMP's audio, video and data messages have the same bodies.
 * Source: Adobe Flash Video File Format Specification 10.1, annex E.
 */
import { readAudioHead, readVideoHead } from './tag-head'

export const TAG_TYPE = { audio: 8, video: 9, script: 18 } as const

export type TagType = (typeof TAG_TYPE)[keyof typeof TAG_TYPE]

export interface FlvTag {
  type: TagType
  /** Milliseconds modulo 2³². */
  timestampMs: number
  body: Buffer
}

/**
 * `ignored`: legal but useless to a viewer, such as an empty body or the end of a sequence. A viewer that receives the
 * end would stop, while the publisher may return in a moment.
 */
export type TagKind = 'metadata' | 'videoHeader' | 'keyframe' | 'interframe' | 'audioHeader' | 'audio' | 'ignored'

export const FLV_HEADER_BYTES = 9
export const TAG_HEADER_BYTES = 11
/** PreviousTagSize, written after the file header and every tag. */
export const BACK_POINTER_BYTES = 4

const FLAG_AUDIO = 0b100
const FLAG_VIDEO = 0b001

function kindOfVideo(body: Buffer): TagKind {
  const head = readVideoHead(body)
  if (!head || head.mediaAt >= body.length) return 'ignored'
  if (head.content === 'config') return 'videoHeader'
  if (head.content !== 'media') return 'ignored'
  return head.isKeyframe ? 'keyframe' : 'interframe'
}

function kindOfAudio(body: Buffer): TagKind {
  const head = readAudioHead(body)
  if (!head || head.mediaAt >= body.length) return 'ignored'
  if (head.content === 'config') return 'audioHeader'
  return head.content === 'media' ? 'audio' : 'ignored'
}

/** Throws `ProtocolError` on a codec that the relay does not carry. */
export function kindOf(tag: FlvTag): TagKind {
  if (tag.body.length === 0) return 'ignored'
  switch (tag.type) {
    case TAG_TYPE.script: return 'metadata'
    case TAG_TYPE.video: return kindOfVideo(tag.body)
    case TAG_TYPE.audio: return kindOfAudio(tag.body)
  }
}

export interface Tracks {
  audio: boolean
  video: boolean
}

/** The file header. Players wait for an announced track, so a track that never comes must not be announced. */
export function encodeFlvHeader(tracks: Tracks): Buffer {
  const header = Buffer.alloc(FLV_HEADER_BYTES + BACK_POINTER_BYTES)
  header.write('FLV', 'latin1')
  header[3] = 1
  header[4] = (tracks.audio ? FLAG_AUDIO : 0) | (tracks.video ? FLAG_VIDEO : 0)
  header.writeUInt32BE(FLV_HEADER_BYTES, 5)
  return header
}

/** The tag with its back pointer. */
export function encodeFlvTag(tag: FlvTag): Buffer {
  const { type, timestampMs, body } = tag
  const size = TAG_HEADER_BYTES + body.length
  const bytes = Buffer.allocUnsafe(size + BACK_POINTER_BYTES)
  bytes[0] = type
  bytes.writeUIntBE(body.length, 1, 3)
  bytes.writeUIntBE(timestampMs & 0xFFFFFF, 4, 3)
  bytes[7] = timestampMs >>> 24
  bytes.writeUIntBE(0, 8, 3)
  body.copy(bytes, TAG_HEADER_BYTES)
  bytes.writeUInt32BE(size, size)
  return bytes
}
