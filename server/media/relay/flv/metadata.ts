import { decodeAmf, encodeAmf } from '../rtmp/amf0'
import { ProtocolError } from '../protocol-error'
import type { AmfObject, AmfValue } from '../rtmp/amf0'
import type { Tracks } from './flv-tags'

export interface Metadata {
  /** The tag's body as players expect it. */
  body: Buffer
  /** What it announces; a track is `false` unless it is named. */
  announces: Tracks
}

/** RTMP's publishers prefix what the server shall keep for late joiners. */
const SET_DATA_FRAME = encodeAmf('@setDataFrame')

const isObject = (value: AmfValue): value is AmfObject => value instanceof Map

const announced = (properties: AmfObject, flag: string, codec: string): boolean => {
  const declared = properties.get(flag)
  return typeof declared === 'boolean' ? declared : properties.has(codec)
}

/** `undefined` for other script data and for metadata that can't be read: players live without it. */
export function readMetadata(scriptBody: Buffer, maxBytes: number): Metadata | undefined {
  const prefixed = scriptBody.subarray(0, SET_DATA_FRAME.length).equals(SET_DATA_FRAME)
  const body = prefixed ? scriptBody.subarray(SET_DATA_FRAME.length) : scriptBody
  if (body.length > maxBytes) return undefined
  try {
    const [name, properties] = decodeAmf(body)
    if (name !== 'onMetaData' || !isObject(properties)) return undefined
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
