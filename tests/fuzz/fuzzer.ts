import { mutate, randomFrom } from './mutate'
import type { Coverage } from './coverage'
import type { LoadedTarget } from './load-target'
import type { Random } from './mutate'

/** An input that broke a rule of its target. */
export interface Finding {
  input: Buffer
  error: unknown
}

export interface FuzzResult {
  executions: number
  edges: number
  /** Inputs that each added coverage, including seeds. */
  corpus: Buffer[]
  finding: Finding | undefined
}

interface FuzzLimits {
  executions?: number
  durationMs?: number
  seed: number
}

/**
 * Maximum CPU time for an input of a few KB. The first run may compile code, so the fastest of `TRIES` runs counts.
 */
const MAX_BLOCK_MS = 50
const TRIES = 5

/** Runs mutated inputs and keeps those that add coverage; stops at the first finding. */
export class Fuzzer {
  readonly #target: LoadedTarget
  readonly #coverage: Coverage
  readonly #random: Random
  readonly #limits: FuzzLimits
  readonly #corpus: Buffer[] = []
  #executions = 0

  constructor(target: LoadedTarget, limits: FuzzLimits) {
    this.#target = target
    this.#coverage = target.coverage
    this.#limits = limits
    this.#random = randomFrom(limits.seed)
  }

  async run(seeds: readonly Buffer[]): Promise<FuzzResult> {
    const endsAtMs = performance.now() + (this.#limits.durationMs ?? Infinity)
    for (const seed of [...seeds, Buffer.alloc(0)]) {
      const finding = await this.#try(seed)
      if (finding) return this.#result(finding)
    }
    while (this.#executions < (this.#limits.executions ?? Infinity) && performance.now() < endsAtMs) {
      const base = this.#corpus[Math.floor(this.#random() ** 2 * this.#corpus.length)] ?? Buffer.alloc(0)
      const finding = await this.#try(mutate(base, this.#random, this.#corpus, this.#target.literals))
      if (finding) return this.#result(finding)
    }
    return this.#result(undefined)
  }

  async #try(input: Buffer): Promise<Finding | undefined> {
    this.#executions++
    this.#coverage.reset()
    const startedAtMs = performance.now()
    const error = await this.#execute(input)
    if (error !== undefined) return { input, error }
    const isSlow = performance.now() - startedAtMs > MAX_BLOCK_MS && await this.#isSlow(input)
    if (isSlow) return { input, error: new Error(`held up the process for over ${MAX_BLOCK_MS} ms of its own time`) }
    // The newest inputs come first: mutations of them reach new code most often.
    if (this.#coverage.takeNew()) this.#corpus.unshift(input)
    return undefined
  }

  async #execute(input: Buffer): Promise<unknown> {
    try {
      await this.#target.run(Buffer.from(input))
      return undefined
    } catch (error) {
      return error ?? new Error('threw undefined')
    }
  }

  async #isSlow(input: Buffer): Promise<boolean> {
    for (let tries = 0; tries < TRIES; tries++) {
      // Keep the coverage of one run: the number of repeats depends on the machine, the fuzzing must not.
      this.#coverage.reset()
      const before = process.cpuUsage()
      await this.#execute(input)
      const { user, system } = process.cpuUsage(before)
      if ((user + system) / 1000 <= MAX_BLOCK_MS) return false
    }
    return true
  }

  #result(finding: Finding | undefined): FuzzResult {
    return { executions: this.#executions, edges: this.#coverage.edges, corpus: this.#corpus, finding }
  }
}
