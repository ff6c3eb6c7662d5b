/** Writes AMF3 as Flash does: text and member names are written once, then by reference. */
import type { AmfObject, AmfValue } from '../../../server/media/engines/relay/rtmp/amf/amf-value'

function uint29(value: number): Buffer {
  if (value < 0x80) return Buffer.of(value)
  if (value < 0x4000) return Buffer.of(value >> 7 | 0x80, value & 0x7F)
  if (value < 0x200000) return Buffer.of(value >> 14 | 0x80, value >> 7 & 0x7F | 0x80, value & 0x7F)
  return Buffer.of(value >> 22 & 0x7F | 0x80, value >> 15 & 0x7F | 0x80, value >> 8 & 0x7F | 0x80, value & 0xFF)
}

const isInteger29 = (value: number): boolean =>
  Number.isInteger(value) && !Object.is(value, -0) && value >= -(2 ** 28) && value < 2 ** 28
const isArray = (value: AmfValue): value is readonly AmfValue[] => Array.isArray(value)

class Amf3Writer {
  readonly #strings: string[] = []
  readonly #traits: string[] = []

  value(value: AmfValue): Buffer {
    if (value === undefined) return Buffer.of(0)
    if (value === null) return Buffer.of(1)
    if (typeof value === 'boolean') return Buffer.of(value ? 3 : 2)
    if (typeof value === 'number') {
      return isInteger29(value) ? this.#tagged(4, uint29(value & 0x1FFFFFFF)) : this.#tagged(5, double(value))
    }
    if (typeof value === 'string') return this.#tagged(6, this.#text(value))
    if (value instanceof Date) return this.#tagged(8, Buffer.of(1), double(value.getTime()))
    if (isArray(value)) {
      const items = value.map(each => this.value(each))
      return this.#tagged(9, uint29(value.length << 1 | 1), this.#text(''), ...items)
    }
    return this.#tagged(0x0A, this.#object(value))
  }

  /** Names are sealed members, so that objects of one shape share their traits. */
  #object(object: AmfObject): Buffer {
    const names = [...object.keys()]
    const values = [...object.values()].map(each => () => this.value(each))
    const shape = JSON.stringify(names)
    const known = this.#traits.indexOf(shape)
    if (known >= 0) return Buffer.concat([uint29(known << 2 | 0b01), ...values.map(write => write())])
    const head = [uint29(names.length << 4 | 0b011), this.#text(''), ...names.map(name => this.#text(name))]
    this.#traits.push(shape)
    return Buffer.concat([...head, ...values.map(write => write())])
  }

  #text(text: string): Buffer {
    if (text === '') return Buffer.of(1)
    const known = this.#strings.indexOf(text)
    if (known >= 0) return uint29(known << 1)
    this.#strings.push(text)
    const bytes = Buffer.from(text)
    return Buffer.concat([uint29(bytes.length << 1 | 1), bytes])
  }

  #tagged(marker: number, ...parts: Buffer[]): Buffer {
    return Buffer.concat([Buffer.of(marker), ...parts])
  }
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return bytes
}

/** The value as it is written inside an AMF0 message. */
export const encodeAmf3 = (value: AmfValue): Buffer => Buffer.concat([Buffer.of(0x11), new Amf3Writer().value(value)])
