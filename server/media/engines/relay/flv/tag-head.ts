/** The bytes before the media in the body of an audio or video tag. Sources: see `codecs.ts`. */
import { ProtocolError } from '../protocol-error'
import { audioCodecOf, enhancedAudioCodecOf, enhancedVideoCodecOf, videoCodecOf } from './codecs'
import type { AudioCodec, VideoCodec } from './codecs'

/**
 * `config`: the decoder's configuration; `end`: end of the sequence; `other`: legal but useless to a viewer here
 * (colour information, channel layouts, commands).
 */
type Content = 'config' | 'media' | 'end' | 'other'

interface VideoHead {
  codec: VideoCodec
  content: Content
  isKeyframe: boolean
  /** Presentation time minus decoding time, milliseconds. */
  compositionMs: number
  /** Offset of the configuration or media. */
  mediaAt: number
}

interface AudioHead {
  codec: AudioCodec
  content: Content
  mediaAt: number
}

/** 4, "generated keyframe", is meant for servers and is a keyframe. */
const FRAME_TYPE = { key: 1, inter: 2, disposableInter: 3, generatedKey: 4 } as const
const PICTURES = new Set<number>(Object.values(FRAME_TYPE))
const isKeyframe = (frameType: number): boolean => frameType === FRAME_TYPE.key || frameType === FRAME_TYPE.generatedKey

/** Set in the first byte of an enhanced video tag; enhanced audio is a separate "format". */
const ENHANCED_VIDEO = 0x80
const ENHANCED_AUDIO = 9
/** The packet types that enhanced audio and video share. */
const PACKET = { config: 0, media: 1, end: 2, multitrack: 6, modifier: 7 } as const
/** Video: media without a composition time, which is 0. */
const MEDIA_WITHOUT_TIME = 3
const AUDIO_MULTITRACK = 5
const FOUR_CC_BYTES = 4
const COMPOSITION_BYTES = 3
/** The size of a modifier is one byte; this value means that two more bytes hold it. */
const MODIFIER_LONG = 255

const classicContent = (packet: number | undefined): Content =>
  packet === PACKET.config ? 'config' : packet === PACKET.media ? 'media' : packet === PACKET.end ? 'end' : 'other'

interface EnhancedStart {
  packet: number
  fourCc: string
  end: number
}

/** Skips modifiers (such as the nanoseconds of the time); each names the type of the packet after it. */
function readEnhancedStart(body: Buffer): EnhancedStart | undefined {
  let packet = body.readUInt8(0) & 0x0F
  let at = 1
  while (packet === PACKET.modifier) {
    const short = body[at]
    if (short === undefined) return undefined
    const long = short === MODIFIER_LONG && at + 3 <= body.length
    const size = long ? body.readUInt16BE(at + 1) : short
    at += (long ? 3 : 1) + size + 1
    const next = body[at]
    if (next === undefined) return undefined
    packet = next & 0x0F
    at++
  }
  const end = at + FOUR_CC_BYTES
  return end > body.length ? undefined : { packet, fourCc: body.toString('latin1', at, end), end }
}

function enhancedVideo(body: Buffer, frameType: number): VideoHead | undefined {
  const start = readEnhancedStart(body)
  if (!start) return undefined
  if (start.packet === PACKET.multitrack) throw new ProtocolError('several video tracks in one stream')
  const codec = enhancedVideoCodecOf(start.fourCc)
  if (!codec) throw new ProtocolError('video codec is not H.264, HEVC or AV1')
  const timed = start.packet === PACKET.media && codec !== 'av1' && start.end + COMPOSITION_BYTES <= body.length
  return {
    codec,
    content: start.packet === MEDIA_WITHOUT_TIME ? 'media' : classicContent(start.packet),
    isKeyframe: isKeyframe(frameType),
    compositionMs: timed ? body.readIntBE(start.end, COMPOSITION_BYTES) : 0,
    mediaAt: start.end + (timed ? COMPOSITION_BYTES : 0),
  }
}

/** `undefined` when the tag ends before its media. Throws `ProtocolError` on a codec that is not carried. */
export function readVideoHead(body: Buffer): VideoHead | undefined {
  const [first = 0, packet] = body
  const isEnhanced = (first & ENHANCED_VIDEO) !== 0
  const frameType = first >> 4 & 0b111
  const codec = isEnhanced ? undefined : videoCodecOf(first & 0x0F)
  if (!isEnhanced && !codec) throw new ProtocolError('video codec is not H.264, HEVC or AV1')
  if (body.length === 0 || !PICTURES.has(frameType)) return undefined
  if (!codec) return enhancedVideo(body, frameType)
  const mediaAt = 2 + COMPOSITION_BYTES
  if (body.length < mediaAt) return undefined
  return {
    codec,
    content: classicContent(packet),
    isKeyframe: isKeyframe(frameType),
    compositionMs: body.readIntBE(2, COMPOSITION_BYTES),
    mediaAt,
  }
}

/** `undefined` when the tag ends before its media. Throws `ProtocolError` on a codec that is not carried. */
export function readAudioHead(body: Buffer): AudioHead | undefined {
  const [first = 0, packet] = body
  if (body.length === 0) return undefined
  if (first >> 4 !== ENHANCED_AUDIO) {
    const codec = audioCodecOf(first >> 4)
    if (!codec) throw new ProtocolError('audio codec is not AAC or Opus')
    return { codec, content: classicContent(packet), mediaAt: 2 }
  }
  const start = readEnhancedStart(body)
  if (!start) return undefined
  if (start.packet === AUDIO_MULTITRACK) throw new ProtocolError('several audio tracks in one stream')
  const codec = enhancedAudioCodecOf(start.fourCc)
  if (!codec) throw new ProtocolError('audio codec is not AAC or Opus')
  return { codec, content: classicContent(start.packet), mediaAt: start.end }
}
