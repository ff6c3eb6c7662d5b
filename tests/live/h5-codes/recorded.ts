import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** What a twin reports for one cause, from the moment it is started. */
export interface RecordedCodes {
  name: string
  component: 'pusher' | 'player'
  cause: string
  codes: number[]
}

const FOLDER = fileURLToPath(new URL('../../fixtures/h5-codes/', import.meta.url))

export function readRecordedCodes(): Map<string, RecordedCodes> {
  const files = readdirSync(FOLDER).filter(file => file.endsWith('.json'))
  return new Map(files.map(file => [file.replace('.json', ''), JSON.parse(readFileSync(FOLDER + file, 'utf8')) as RecordedCodes]))
}

/** The machine's own noise: a busy one lowers the bitrate, drops a picture, scales another camera. */
const NOISE: ReadonlySet<number> = new Set([1005, 1006, 1101, 2105])
/** Each pair comes within a moment, and either may be first: first picture and playing, empty and late. */
const TWINS: ReadonlyMap<number, number> = new Map([[2004, 2032], [2104, 2007]])

/** The same without what says nothing about the cause: noise that the record does not speak of, and a pair's order. */
export function comparable(observed: readonly number[], recorded: readonly number[]): number[] {
  const codes = observed.filter(code => !NOISE.has(code) || recorded.includes(code))
  return codes.map((code, n) => {
    if (TWINS.get(code) === codes[n + 1]) return codes[n + 1] ?? code
    const before = codes[n - 1]
    return before !== undefined && TWINS.get(before) === code ? before : code
  })
}
