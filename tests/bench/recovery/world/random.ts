import { seeded } from '../../cache/recipes'

/** Seeded random numbers. Each part of the world has its own, so that one more draw in a part changes no other part. */
export class SeededRandom {
  readonly #random: () => number

  constructor(seed: number, part: string) {
    let mixed = seed
    for (const letter of part) mixed = Math.imul(mixed ^ letter.charCodeAt(0), 0x01000193)
    this.#random = seeded(mixed)
  }

  chance(share: number): boolean {
    return this.#random() < share
  }

  /** Milliseconds or another quantity, evenly distributed. */
  between([low, high]: readonly [number, number]): number {
    return Math.round(low + this.#random() * (high - low))
  }

  unit(): number {
    return this.#random()
  }

  pick<T>(values: readonly [T, ...T[]]): T {
    return values[Math.floor(this.#random() * values.length)] ?? values[0]
  }
}
