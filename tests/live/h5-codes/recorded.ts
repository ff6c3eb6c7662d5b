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

/** The machine's own noise: a busy one lowers the bitrate, drops a picture, scales another camera. Counted once, where it is recorded. */
const NOISE: ReadonlySet<number> = new Set([1005, 1006, 1101, 2105])
/** A cache that ran dry for a moment on a busy machine. */
const BLIP = /\b2007 (?:2104 )?2004 /g
/** Each pair comes within a moment, and either may be first: first picture and playing, empty and late. */
const EITHER_FIRST = [[/\b2004 2032 /g, '2032 2004 '], [/\b2104 2007 /g, '2007 2104 ']] as const

/** The same without what says nothing about the cause. */
export function comparable(observed: readonly number[], recorded: readonly number[]): number[] {
  const kept = observed.filter((code, n) => !NOISE.has(code) || (recorded.includes(code) && observed.indexOf(code) === n))
  let text = kept.map(code => `${code} `).join('')
  for (const [pattern, inOrder] of EITHER_FIRST) text = text.replace(pattern, inOrder)
  const isBlipMeant = recorded.map(code => `${code} `).join('').search(BLIP) >= 0
  return (isBlipMeant ? text : text.replace(BLIP, '')).trim().split(' ').map(Number)
}
