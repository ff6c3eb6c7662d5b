/** A deliberate break of one line; the tests beside the code must notice it. */
export interface Mutant {
  /** For the command line: `npm run mutate -- --only NAME`. */
  name: string
  file: string
  /** Stands exactly once in the file. */
  find: string
  replace: string
  /** What would happen to a class. */
  breaks: string
}

export interface MutantSuite {
  /** What vitest is told to run for it. */
  tests: readonly string[]
  mutants: readonly Mutant[]
  /** The tests are of the mini-program's build: it is built with the break in it. */
  isBuilt?: boolean
}
