const FIRST_BYTES = 1024

/**
 * Collects a known number of bytes. Memory follows what arrived, not what was announced, and pieces are copied, so that
 * neither a claim of 4 MB nor a trickle of single bytes holds more than about twice what the peer really sent.
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

  /** Copies what is still missing from the start of `data`; returns how many bytes that were. */
  take(data: Buffer): number {
    const count = Math.min(data.length, this.length - this.#filled)
    this.#reserve(this.#filled + count)
    data.copy(this.#memory, this.#filled, 0, count)
    this.#filled += count
    return count
  }

  /** What has arrived; the memory is not written again once `full`. */
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
