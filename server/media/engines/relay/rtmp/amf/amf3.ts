/**
 * AMF3, which Flash and some encoders use for arguments of commands and metadata. Source: Adobe AMF 3 specification,
 * 2013. Object references, externalizable objects, vectors and dictionaries are not read: no publisher or player sends
 * them.
 */
import { ProtocolError } from '../../protocol-error'
import type { AmfCursor } from './amf-cursor'
import type { AmfObject, AmfValue } from './amf-value'

const MARKER = {
  undefined: 0x00,
  null: 0x01,
  false: 0x02,
  true: 0x03,
  integer: 0x04,
  double: 0x05,
  string: 0x06,
  xmlDocument: 0x07,
  date: 0x08,
  array: 0x09,
  object: 0x0A,
  xml: 0x0B,
  byteArray: 0x0C,
} as const

/** Lowest bit of a length: 1 means that the value follows, 0 that it refers to an earlier one. */
const INLINE = 0b1
const TRAITS_INLINE = 0b10
const EXTERNALIZABLE = 0b100
const DYNAMIC = 0b1000

interface Traits {
  dynamic: boolean
  names: string[]
}

/** The tables of one AMF3 value inside an AMF0 message. */
export class Amf3Reader {
  readonly #cursor: AmfCursor
  readonly #strings: string[] = []
  readonly #traits: Traits[] = []

  constructor(cursor: AmfCursor) {
    this.#cursor = cursor
  }

  value(depth: number): AmfValue {
    this.#cursor.enter(depth)
    const marker = this.#cursor.uint8()
    switch (marker) {
      case MARKER.undefined: return undefined
      case MARKER.null: return null
      case MARKER.false: return false
      case MARKER.true: return true
      // A signed number of 29 bits.
      case MARKER.integer: return this.#uint29() << 3 >> 3
      case MARKER.double: return this.#cursor.double()
      case MARKER.string: return this.#string()
      case MARKER.xml:
      case MARKER.xmlDocument: return this.#cursor.text(this.#inlineLength())
      case MARKER.date:
        this.#inlineLength()
        return new Date(this.#cursor.double())
      case MARKER.array: return this.#array(depth)
      case MARKER.object: return this.#object(depth)
      case MARKER.byteArray:
        this.#cursor.skip(this.#inlineLength())
        return undefined
      default: throw new ProtocolError(`AMF3 marker ${marker}`)
    }
  }

  /** Up to four bytes of seven bits each; the fourth has all eight bits. */
  #uint29(): number {
    let value = 0
    for (let count = 1; count <= 3; count++) {
      const byte = this.#cursor.uint8()
      value = value << 7 | byte & 0x7F
      if (byte < 0x80) return value
    }
    return value << 8 | this.#cursor.uint8()
  }

  #inlineLength(): number {
    const header = this.#uint29()
    if ((header & INLINE) === 0) throw new ProtocolError('AMF3 reference to an object')
    return header >> 1
  }

  #string(): string {
    const header = this.#uint29()
    if ((header & INLINE) === 0) return this.#earlierString(header >> 1)
    const text = this.#cursor.text(header >> 1)
    // The empty string is never referenced.
    if (text !== '') this.#strings.push(text)
    return text
  }

  #name(): string {
    return this.#cursor.checkName(this.#string())
  }

  #earlierString(index: number): string {
    const text = this.#strings[index]
    if (text === undefined) throw new ProtocolError('AMF3 reference to nothing')
    this.#cursor.spendText(text.length)
    return text
  }

  /** An array with names is a map, as in AMF0. */
  #array(depth: number): AmfValue {
    const count = this.#inlineLength()
    this.#cursor.checkCount(count)
    const named = this.#members(depth)
    const values = Array.from({ length: count }, () => this.value(depth + 1))
    if (named.size === 0) return values
    return new Map([...named, ...values.map((value, index): [string, AmfValue] => [String(index), value])])
  }

  #object(depth: number): AmfObject {
    const { dynamic, names } = this.#readTraits(this.#inlineFlags())
    const sealed = names.map((name): [string, AmfValue] => [name, this.value(depth + 1)])
    return new Map([...sealed, ...dynamic ? this.#members(depth) : []])
  }

  #inlineFlags(): number {
    const header = this.#uint29()
    if ((header & INLINE) === 0) throw new ProtocolError('AMF3 reference to an object')
    return header
  }

  #readTraits(header: number): Traits {
    if ((header & TRAITS_INLINE) === 0) {
      const traits = this.#traits[header >> 2]
      if (!traits) throw new ProtocolError('AMF3 reference to nothing')
      return traits
    }
    if ((header & EXTERNALIZABLE) !== 0) throw new ProtocolError('AMF3 externalizable object')
    const count = header >> 4
    this.#cursor.checkCount(count)
    this.#string() // The class name is not used.
    const traits = {
      dynamic: (header & DYNAMIC) !== 0,
      names: Array.from({ length: count }, () => this.#name()),
    }
    this.#traits.push(traits)
    return traits
  }

  /** Reads names and values up to the empty name. */
  #members(depth: number): Map<string, AmfValue> {
    const members = new Map<string, AmfValue>()
    for (let name = this.#name(); name !== ''; name = this.#name()) members.set(name, this.value(depth + 1))
    return members
  }
}
