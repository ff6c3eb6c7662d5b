/** A deliberate error in one line; the tests beside the code must fail with it. */
export interface Mutant {
  /** For the command line: `npm run mutate -- --only NAME`. */
  name: string
  file: string
  /** Text that occurs exactly once in the file. */
  find: string
  replace: string
  /** The effect on a class. */
  breaks: string
}

export interface MutantSuite {
  /** Arguments of `vitest run` for these mutants. */
  tests: readonly string[]
  mutants: readonly Mutant[]
  /** Whether the tests run on the mini-program's build, which is then built with the mutant in it. */
  isBuilt?: boolean
}
