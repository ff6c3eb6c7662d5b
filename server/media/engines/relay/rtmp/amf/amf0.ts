/** AMF0, the encoding of RTMP's commands and FLV's metadata. Source: Adobe AMF 0 specification. */
import { ProtocolError } from '../../protocol-error'
import { Amf3Reader } from './amf3'
import { AmfCursor } from './amf-cursor'
import { isAmfArray } from './amf-value'
import type { AmfObject, AmfValue } from './amf-value'

export { amfObject } from './amf-value'
export type { AmfObject, AmfValue } from './amf-value'

/** References are not read: only Flash wrote them, for repeated objects, which no command or metadata contains. */
const MARKER = {
  number: 0x00,
  boolean: 0x01,
  string: 0x02,
  object: 0x03,
  null: 0x05,
  undefined: 0x06,
  ecmaArray: 0x08,
  objectEnd: 0x09,
  strictArray: 0x0A,
  date: 0x0B,
  longString: 0x0C,
  unsupported: 0x0D,
  xmlDocument: 0x0F,
  typedObject: 0x10,
  amf3: 0x11,
} as const

const MAX_SHORT_STRING_BYTES = 0xFFFF

function readValue(cursor: AmfCursor, depth: number): AmfValue {
  cursor.enter(depth)
  const marker = cursor.uint8()
  switch (marker) {
    case MARKER.number: return cursor.double()
    case MARKER.boolean: return cursor.uint8() !== 0
    case MARKER.string: return cursor.text(cursor.uint16())
    case MARKER.xmlDocument:
    case MARKER.longString: return cursor.text(cursor.uint32())
    case MARKER.null: return null
    case MARKER.unsupported:
    case MARKER.undefined: return undefined
    case MARKER.object: return readProperties(cursor, depth)
    case MARKER.typedObject:
      cursor.text(cursor.uint16()) // The class name is not used.
      return readProperties(cursor, depth)
    case MARKER.ecmaArray:
      // The count is a hint that encoders get wrong (ffmpeg: "may be inexact"); the end marker decides.
      cursor.skip(4)
      return readProperties(cursor, depth)
    case MARKER.strictArray: return readArray(cursor, depth)
    case MARKER.date: {
      const date = new Date(cursor.double())
      cursor.skip(2) // A time zone that the specification tells writers not to use.
      return date
    }
    case MARKER.amf3:
      cursor.metAmf3 = true
      return new Amf3Reader(cursor).value(depth)
    default: throw new ProtocolError(`AMF marker ${marker}`)
  }
}

function readProperties(cursor: AmfCursor, depth: number): AmfObject {
  const properties = new Map<string, AmfValue>()
  for (;;) {
    const key = cursor.checkName(cursor.text(cursor.uint16()))
    if (key === '' && cursor.takes(MARKER.objectEnd)) return properties
    properties.set(key, readValue(cursor, depth + 1))
  }
}

function readArray(cursor: AmfCursor, depth: number): readonly AmfValue[] {
  const count = cursor.uint32()
  cursor.checkCount(count)
  return Array.from({ length: count }, () => readValue(cursor, depth + 1))
}

interface AmfMessage {
  values: AmfValue[]
  /** At least one value was written in AMF3. */
  hasAmf3: boolean
}

/** Reads all values from `offset` to the end. Throws `ProtocolError` and nothing else. */
export function readAmf(bytes: Buffer, offset = 0): AmfMessage {
  const cursor = new AmfCursor(bytes, offset)
  const values: AmfValue[] = []
  while (!cursor.atEnd) values.push(readValue(cursor, 0))
  return { values, hasAmf3: cursor.metAmf3 }
}

/** Reads all values from `offset` to the end. Throws `ProtocolError` and nothing else. */
export const decodeAmf = (bytes: Buffer, offset = 0): AmfValue[] => readAmf(bytes, offset).values

function encodeNumber(marker: number, value: number): Buffer {
  const bytes = Buffer.alloc(9)
  bytes[0] = marker
  bytes.writeDoubleBE(value, 1)
  return bytes
}

function encodeKey(key: string): Buffer {
  const text = Buffer.from(key)
  if (text.length > MAX_SHORT_STRING_BYTES) throw new RangeError('AMF key longer than 65535 bytes')
  const length = Buffer.alloc(2)
  length.writeUInt16BE(text.length)
  return Buffer.concat([length, text])
}

function encodeString(value: string): Buffer {
  const text = Buffer.from(value)
  if (text.length <= MAX_SHORT_STRING_BYTES) return Buffer.concat([Buffer.of(MARKER.string), encodeKey(value)])
  const head = Buffer.alloc(5)
  head[0] = MARKER.longString
  head.writeUInt32BE(text.length, 1)
  return Buffer.concat([head, text])
}

function encodeArray(values: readonly AmfValue[]): Buffer {
  const head = Buffer.alloc(5)
  head[0] = MARKER.strictArray
  head.writeUInt32BE(values.length, 1)
  return Buffer.concat([head, ...values.map(encodeValue)])
}

function encodeObject(properties: AmfObject): Buffer {
  const parts = [...properties].flatMap(([key, value]) => [encodeKey(key), encodeValue(value)])
  return Buffer.concat([Buffer.of(MARKER.object), ...parts, Buffer.of(0, 0, MARKER.objectEnd)])
}

function encodeValue(value: AmfValue): Buffer {
  if (value === undefined) return Buffer.of(MARKER.undefined)
  if (value === null) return Buffer.of(MARKER.null)
  if (typeof value === 'boolean') return Buffer.of(MARKER.boolean, value ? 1 : 0)
  if (typeof value === 'number') return encodeNumber(MARKER.number, value)
  if (typeof value === 'string') return encodeString(value)
  if (value instanceof Date) return Buffer.concat([encodeNumber(MARKER.date, value.getTime()), Buffer.alloc(2)])
  return isAmfArray(value) ? encodeArray(value) : encodeObject(value)
}

export const encodeAmf = (...values: AmfValue[]): Buffer => Buffer.concat(values.map(encodeValue))
