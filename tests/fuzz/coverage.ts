const EDGES = 0x10000

/** Edges that an input took, with the order of their count: 1, 2, 3, 4–7, 8–15, … each count as new coverage. */
export class Coverage {
  readonly #hits = new Uint8Array(EDGES)
  readonly #seen = new Uint8Array(EDGES)
  /** Edges touched since `reset`: the cost of a run depends on these and not on the size of the map. */
  readonly #touched: number[] = []
  #previous = 0

  /** Called by the instrumented code. */
  readonly hit = (branch: number): void => {
    const edge = this.#previous ^ branch
    this.#previous = branch >> 1
    const hits = this.#hits[edge] ?? 0
    if (hits === 0) this.#touched.push(edge)
    if (hits < 255) this.#hits[edge] = hits + 1
  }

  reset(): void {
    for (const edge of this.#touched) this.#hits[edge] = 0
    this.#touched.length = 0
    this.#previous = 0
  }

  /** Returns whether the run since `reset` has new coverage, and marks that coverage as seen. */
  takeNew(): boolean {
    let isNew = false
    for (const edge of this.#touched) {
      const bucket = bucketOf(this.#hits[edge] ?? 0)
      const seen = this.#seen[edge] ?? 0
      if ((seen & bucket) !== 0) continue
      this.#seen[edge] = seen | bucket
      isNew = true
    }
    return isNew
  }

  get edges(): number {
    return this.#seen.reduce((count, seen) => seen === 0 ? count : count + 1, 0)
  }
}

function bucketOf(hits: number): number {
  if (hits <= 3) return 1 << (hits - 1)
  return 1 << Math.min(7, Math.floor(Math.log2(hits)) + 1)
}
