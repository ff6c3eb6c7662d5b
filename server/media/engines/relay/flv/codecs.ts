/**
 * The codecs that the relay carries and their names in a tag: a number in classic FLV, a FourCC in Enhanced FLV.
 * Sources: Adobe Flash Video File Format Specification 10.1, annex E; Enhanced RTMP v1 and v2 (Veovera). Number 12 for
 * HEVC is the earlier convention of Chinese CDNs and their encoders.
 */

interface CodecSpec {
  classic: number | undefined
  fourCc: string
}

const VIDEO_CODECS = {
  h264: { classic: 7, fourCc: 'avc1' },
  hevc: { classic: 12, fourCc: 'hvc1' },
  av1: { classic: undefined, fourCc: 'av01' },
} as const satisfies Record<string, CodecSpec>

const AUDIO_CODECS = {
  aac: { classic: 10, fourCc: 'mp4a' },
  opus: { classic: undefined, fourCc: 'Opus' },
} as const satisfies Record<string, CodecSpec>

export type VideoCodec = keyof typeof VIDEO_CODECS
export type AudioCodec = keyof typeof AUDIO_CODECS

export const FOUR_CCS: readonly string[] = [...Object.values(VIDEO_CODECS), ...Object.values(AUDIO_CODECS)]
  .map(({ fourCc }) => fourCc)

function tableBy<Name extends string, Key>(
  codecs: Record<Name, CodecSpec>,
  key: (codec: CodecSpec) => Key,
): ReadonlyMap<Key, Name> {
  return new Map((Object.keys(codecs) as Name[]).map(name => [key(codecs[name]), name]))
}

const VIDEO_BY_NUMBER = tableBy(VIDEO_CODECS, ({ classic }) => classic)
const VIDEO_BY_FOUR_CC = tableBy(VIDEO_CODECS, ({ fourCc }) => fourCc)
const AUDIO_BY_NUMBER = tableBy(AUDIO_CODECS, ({ classic }) => classic)
const AUDIO_BY_FOUR_CC = tableBy(AUDIO_CODECS, ({ fourCc }) => fourCc)

/** Each of the four functions returns `undefined` for a codec that the relay does not carry. */
export const videoCodecOf = (classic: number): VideoCodec | undefined => VIDEO_BY_NUMBER.get(classic)
export const enhancedVideoCodecOf = (fourCc: string): VideoCodec | undefined => VIDEO_BY_FOUR_CC.get(fourCc)
export const audioCodecOf = (classic: number): AudioCodec | undefined => AUDIO_BY_NUMBER.get(classic)
export const enhancedAudioCodecOf = (fourCc: string): AudioCodec | undefined => AUDIO_BY_FOUR_CC.get(fourCc)
