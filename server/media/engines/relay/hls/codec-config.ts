/** The facts of FLV's sequence headers that a transport stream repeats. `undefined`: not a codec for HLS. */
import { readAudioHead, readVideoHead } from '../flv/tag-head'

/** Source: ISO/IEC 14496-15, section 5.3.3.1 (AVCDecoderConfigurationRecord). */
export interface AvcConfig {
  /** Bytes of each unit's length prefix. */
  lengthBytes: number
  /** SPS and PPS. */
  parameterSets: readonly Buffer[]
}

/** Source: ISO/IEC 14496-3, section 1.6.2.1 (AudioSpecificConfig) and 1.A.2 (ADTS). */
export interface AacConfig {
  profile: number
  frequencyIndex: number
  channels: number
}

/** The frequency is written out; ADTS cannot express that. */
const EXPLICIT_FREQUENCY = 15
const AAC_LC = 2
const MAX_ADTS_OBJECT_TYPE = 4

/** Reads `count` items, each after its 16-bit length; `undefined` when they are cut short. */
function readSets(record: Buffer, at: number, count: number): { sets: Buffer[], end: number } | undefined {
  const sets: Buffer[] = []
  let end = at
  for (let index = 0; index < count; index++) {
    if (end + 2 > record.length) return undefined
    const length = record.readUInt16BE(end)
    if (end + 2 + length > record.length) return undefined
    sets.push(record.subarray(end + 2, end + 2 + length))
    end += 2 + length
  }
  return { sets, end }
}

export function readAvcConfig(videoHeader: Buffer | undefined): AvcConfig | undefined {
  const head = videoHeader && readVideoHead(videoHeader)
  if (head?.codec !== 'h264') return undefined
  const record = videoHeader?.subarray(head.mediaAt) ?? Buffer.alloc(0)
  const sps = readSets(record, 6, (record.at(5) ?? 0) & 0x1F)
  const pps = sps && readSets(record, sps.end + 1, record.at(sps.end) ?? 0)
  if (!sps || !pps) return undefined
  return { lengthBytes: ((record.at(4) ?? 0) & 0b11) + 1, parameterSets: [...sps.sets, ...pps.sets] }
}

export function readAacConfig(audioHeader: Buffer | undefined): AacConfig | undefined {
  const head = audioHeader && readAudioHead(audioHeader)
  if (head?.codec !== 'aac' || !audioHeader || audioHeader.length < head.mediaAt + 2) return undefined
  const config = audioHeader.readUInt16BE(head.mediaAt)
  const objectType = config >> 11
  const frequencyIndex = config >> 7 & 0x0F
  if (objectType === 0 || frequencyIndex === EXPLICIT_FREQUENCY) return undefined
  // SBR and newer are signalled inside the frames; ADTS names their core.
  const profile = (objectType > MAX_ADTS_OBJECT_TYPE ? AAC_LC : objectType) - 1
  return { profile, frequencyIndex, channels: config >> 3 & 0x0F }
}

const START_CODE = Buffer.of(0, 0, 0, 1)
/** Access unit delimiter, "any picture": Apple's players need one before each access unit. */
const DELIMITER = Buffer.of(0, 0, 0, 1, 0x09, 0xF0)
const NAL = { delimiter: 9, sps: 7, pps: 8 } as const
const UNUSED = new Set<number>(Object.values(NAL))

/** Converts an access unit from FLV's lengths to a transport stream's start codes. Stops at an invalid length. */
export function toAnnexB(unit: Buffer, { lengthBytes, parameterSets }: AvcConfig, isKeyframe: boolean): Buffer {
  const pieces: Buffer[] = [DELIMITER]
  if (isKeyframe) for (const set of parameterSets) pieces.push(START_CODE, set)
  for (let at = 0; at + lengthBytes < unit.length;) {
    const length = unit.readUIntBE(at, lengthBytes)
    at += lengthBytes
    if (length === 0 || at + length > unit.length) break
    if (!UNUSED.has((unit.at(at) ?? 0) & 0x1F)) pieces.push(START_CODE, unit.subarray(at, at + length))
    at += length
  }
  return Buffer.concat(pieces)
}

const ADTS_BYTES = 7

export function toAdts(frame: Buffer, { profile, frequencyIndex, channels }: AacConfig): Buffer {
  const length = ADTS_BYTES + frame.length
  const header = Buffer.of(
    0xFF, 0xF1,
    profile << 6 | frequencyIndex << 2 | channels >> 2,
    (channels & 0b11) << 6 | length >> 11 & 0b11,
    length >> 3 & 0xFF,
    (length & 0b111) << 5 | 0x1F,
    0xFC,
  )
  return Buffer.concat([header, frame])
}
