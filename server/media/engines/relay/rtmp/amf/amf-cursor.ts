import { ProtocolError } from '../../protocol-error'

const MAX_DEPTH = 8
/** Values per message; `onMetaData` has about twenty. */
const MAX_VALUES = 512
/** Text per message, AMF3 references counted each time; a message with text is below 64 KB. */
const MAX_TEXT_BYTES = 128 * 1024
/** Name of an object's member. Names of encoders are below 40; rewritten as AMF0 they must fit into 64 KB. */
const MAX_NAME_CHARS = 1024

/** Read position of AMF0 and AMF3 in a message, with limits on the cost. Throws `ProtocolError` and nothing else. */
export class AmfCursor {
  /** An AMF0 reader has met a value in AMF3. */
  metAmf3 = false
  readonly #bytes: Buffer
  #offset: number
  #values = 0
  #textBytes = 0

  constructor(bytes: Buffer, offset: number) {
    this.#bytes = bytes
    this.#offset = offset
  }

  get atEnd(): boolean {
    return this.#offset >= this.#bytes.length
  }

  /** Call it for every value before it is read. */
  enter(depth: number): void {
    if (depth > MAX_DEPTH) throw new ProtocolError('AMF nested too deep')
    if (++this.#values > MAX_VALUES) throw new ProtocolError('AMF with too many values')
  }

  /** Checks the announced length of an array before memory is allocated for it. */
  checkCount(count: number): void {
    if (count > MAX_VALUES) throw new ProtocolError('AMF array too long')
  }

  /** Checks the name of an object's member. */
  checkName(name: string): string {
    if (name.length > MAX_NAME_CHARS) throw new ProtocolError('AMF name too long')
    return name
  }

  /** Text repeated by reference costs as much as written text. */
  spendText(bytes: number): void {
    this.#textBytes += bytes
    if (this.#textBytes > MAX_TEXT_BYTES) throw new ProtocolError('AMF with too much text')
  }

  /** Consumes the next byte if it has this value; returns whether it did. */
  takes(byte: number): boolean {
    if (this.#bytes[this.#offset] !== byte) return false
    this.#offset++
    return true
  }

  uint8(): number {
    return this.#bytes.readUInt8(this.skip(1))
  }

  uint16(): number {
    return this.#bytes.readUInt16BE(this.skip(2))
  }

  uint32(): number {
    return this.#bytes.readUInt32BE(this.skip(4))
  }

  double(): number {
    return this.#bytes.readDoubleBE(this.skip(8))
  }

  text(length: number): string {
    const start = this.skip(length)
    this.spendText(length)
    return this.#bytes.toString('utf8', start, start + length)
  }

  /** Skips `count` bytes and returns their start. */
  skip(count: number): number {
    const start = this.#offset
    if (count > this.#bytes.length - start) throw new ProtocolError('AMF cut short')
    this.#offset = start + count
    return start
  }
}
