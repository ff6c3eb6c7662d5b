const FIRST_BYTES = 1024

/**
 * Collects a known number of bytes. Memory grows with the bytes that arrived, not with the announced size, and pieces
 * are copied. Neither a claim of 4 MB nor a trickle of single bytes holds more than about twice the bytes received.
 */
export class GrowingBuffer {
  readonly length: number
  #memory: Buffer
  #filled = 0

  constructor(length: number) {
    this.length = length
    this.#memory = Buffer.allocUnsafe(Math.min(length, FIRST_BYTES))
  }

  get filled(): number {
    return this.#filled
  }

  get full(): boolean {
    return this.#filled === this.length
  }

  /** Copies the missing bytes from the start of `data`; returns the number of bytes copied. */
  take(data: Buffer): number {
    const count = Math.min(data.length, this.length - this.#filled)
    this.#reserve(this.#filled + count)
    data.copy(this.#memory, this.#filled, 0, count)
    this.#filled += count
    return count
  }

  /** The bytes that have arrived. The memory is not written again once `full`. */
  bytes(): Buffer {
    return this.#memory.subarray(0, this.#filled)
  }

  #reserve(size: number): void {
    if (size <= this.#memory.length) return
    const larger = Buffer.allocUnsafe(Math.min(this.length, Math.max(size, this.#memory.length * 2)))
    this.#memory.copy(larger, 0, 0, this.#filled)
    this.#memory = larger
  }
}
