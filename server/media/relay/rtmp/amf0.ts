/** AMF0, the encoding of RTMP's commands and FLV's metadata. Source: Adobe AMF 0 specification. */
import { ProtocolError } from '../protocol-error'

/** Objects and ECMA arrays are maps, so that a key like `__proto__` is only a key. */
export type AmfObject = ReadonlyMap<string, AmfValue>
export type AmfValue = number | boolean | string | null | undefined | Date | AmfObject | readonly AmfValue[]

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
} as const

const MAX_DEPTH = 8
/** All values of one message together; onMetaData has about twenty. */
const MAX_VALUES = 512
const MAX_SHORT_STRING_BYTES = 0xFFFF

class AmfReader {
  readonly #bytes: Buffer
  #offset: number
  #values = 0

  constructor(bytes: Buffer, offset: number) {
    this.#bytes = bytes
    this.#offset = offset
  }

  get atEnd(): boolean {
    return this.#offset >= this.#bytes.length
  }

  value(depth: number): AmfValue {
    if (depth > MAX_DEPTH) throw new ProtocolError('AMF nested too deep')
    if (++this.#values > MAX_VALUES) throw new ProtocolError('AMF with too many values')
    const marker = this.#bytes.readUInt8(this.#advance(1))
    switch (marker) {
      case MARKER.number: return this.#number()
      case MARKER.boolean: return this.#bytes.readUInt8(this.#advance(1)) !== 0
      case MARKER.string: return this.#string(this.#uint16())
      case MARKER.longString: return this.#string(this.#uint32())
      case MARKER.null: return null
      case MARKER.undefined: return undefined
      case MARKER.object: return this.#properties(depth)
      case MARKER.ecmaArray:
        // The count is a hint that encoders get wrong (ffmpeg: "may be inexact"); the end marker counts.
        this.#advance(4)
        return this.#properties(depth)
      case MARKER.strictArray: return this.#strictArray(depth)
      case MARKER.date: {
        const date = new Date(this.#number())
        this.#advance(2) // A time zone that the specification says not to use.
        return date
      }
      default: throw new ProtocolError(`AMF marker ${marker}`)
    }
  }

  #properties(depth: number): AmfObject {
    const properties = new Map<string, AmfValue>()
    for (;;) {
      const key = this.#string(this.#uint16())
      if (key === '' && this.#bytes[this.#offset] === MARKER.objectEnd) {
        this.#advance(1)
        return properties
      }
      properties.set(key, this.value(depth + 1))
    }
  }

  #strictArray(depth: number): readonly AmfValue[] {
    const count = this.#uint32()
    if (count > MAX_VALUES) throw new ProtocolError('AMF array too long')
    return Array.from({ length: count }, () => this.value(depth + 1))
  }

  #number(): number {
    return this.#bytes.readDoubleBE(this.#advance(8))
  }

  #uint16(): number {
    return this.#bytes.readUInt16BE(this.#advance(2))
  }

  #uint32(): number {
    return this.#bytes.readUInt32BE(this.#advance(4))
  }

  #string(length: number): string {
    const start = this.#advance(length)
    return this.#bytes.toString('utf8', start, start + length)
  }

  /** Moves on by `count` bytes and returns where they start. */
  #advance(count: number): number {
    const start = this.#offset
    if (count > this.#bytes.length - start) throw new ProtocolError('AMF cut short')
    this.#offset = start + count
    return start
  }
}

/** All values from `offset` to the end. Throws `ProtocolError` and nothing else. */
export function decodeAmf(bytes: Buffer, offset = 0): AmfValue[] {
  const reader = new AmfReader(bytes, offset)
  const values: AmfValue[] = []
  while (!reader.atEnd) values.push(reader.value(0))
  return values
}

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

const isArray = (value: AmfValue): value is readonly AmfValue[] => Array.isArray(value)

function encodeValue(value: AmfValue): Buffer {
  if (value === undefined) return Buffer.of(MARKER.undefined)
  if (value === null) return Buffer.of(MARKER.null)
  if (typeof value === 'boolean') return Buffer.of(MARKER.boolean, value ? 1 : 0)
  if (typeof value === 'number') return encodeNumber(MARKER.number, value)
  if (typeof value === 'string') return encodeString(value)
  if (value instanceof Date) return Buffer.concat([encodeNumber(MARKER.date, value.getTime()), Buffer.alloc(2)])
  return isArray(value) ? encodeArray(value) : encodeObject(value)
}

export const encodeAmf = (...values: AmfValue[]): Buffer => Buffer.concat(values.map(encodeValue))

/** Shorthand for `{ a: 1 }` as an AMF object. */
export const amfObject = (properties: Readonly<Record<string, AmfValue>>): AmfObject => new Map(Object.entries(properties))
