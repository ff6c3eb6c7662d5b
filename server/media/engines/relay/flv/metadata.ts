import { encodeAmf, readAmf } from '../rtmp/amf/amf0'
import { isAmfObject } from '../rtmp/amf/amf-value'
import { ProtocolError } from '../protocol-error'
import type { AmfObject } from '../rtmp/amf/amf-value'
import type { Tracks } from './flv-tags'

export interface Metadata {
  /** The tag's body as players expect it. */
  body: Buffer
  /** The announced tracks; a track is `false` unless it is named. */
  announces: Tracks
}

/** Prefix of RTMP publishers for data that the server keeps for late joiners. */
const SET_DATA_FRAME = '@setDataFrame'
const PREFIX_BYTES = encodeAmf(SET_DATA_FRAME).length

const announced = (properties: AmfObject, flag: string, codec: string): boolean => {
  const declared = properties.get(flag)
  return typeof declared === 'boolean' ? declared : properties.has(codec)
}

/** Removes the prefix and writes AMF0, the only format that players read. */
function toBody(scriptBody: Buffer, { values, hasAmf3 }: ReturnType<typeof readAmf>): Buffer {
  const prefixed = values[0] === SET_DATA_FRAME
  if (hasAmf3) return encodeAmf(...values.slice(prefixed ? 1 : 0))
  return prefixed ? scriptBody.subarray(PREFIX_BYTES) : scriptBody
}

/** `undefined` for other script data and for unreadable metadata: players work without it. */
export function readMetadata(scriptBody: Buffer, maxBytes: number): Metadata | undefined {
  if (scriptBody.length > maxBytes) return undefined
  try {
    const read = readAmf(scriptBody)
    const [name, properties] = read.values[0] === SET_DATA_FRAME ? read.values.slice(1) : read.values
    if (name !== 'onMetaData' || !isAmfObject(properties)) return undefined
    const body = toBody(scriptBody, read)
    if (body.length > maxBytes) return undefined
    const announces = {
      audio: announced(properties, 'hasAudio', 'audiocodecid'),
      video: announced(properties, 'hasVideo', 'videocodecid'),
    }
    return { body, announces }
  } catch (error) {
    if (error instanceof ProtocolError) return undefined
    throw error
  }
}
