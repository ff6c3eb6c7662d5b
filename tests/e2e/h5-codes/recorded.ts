import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import type { Twin } from './twin'

/** The codes that a twin reports for one cause, from its start on. */
export interface RecordedCodes {
  name: string
  component: 'pusher' | 'player'
  cause: string
  codes: number[]
}

const FOLDER = fileURLToPath(new URL('./recordings/', import.meta.url))

/** The records of one component; counts the ones that a test has compared with a real twin. */
export class Records {
  readonly all: readonly RecordedCodes[]
  private readonly provoked = new Set<string>()

  constructor(component: RecordedCodes['component']) {
    const files = readdirSync(FOLDER).filter(file => file.startsWith(component) && file.endsWith('.json')).sort()
    this.all = files.map(file => JSON.parse(readFileSync(FOLDER + file, 'utf8')) as RecordedCodes)
    expect(this.all.map(({ name }) => `${name}.json`)).toEqual(files)
  }

  get names(): string[] {
    return this.all.map(({ name }) => name)
  }

  get provokedNames(): string[] {
    return [...this.provoked].sort()
  }

  /** The recorded codes of this cause, which then counts as provoked. */
  take(name: string): number[] {
    this.provoked.add(name)
    const found = this.all.find(it => it.name === name)
    if (!found) throw new Error(`No record of ${name}`)
    return found.codes
  }

  /** Expects the twin's codes to equal the record, then closes the twin. */
  async equal(name: string, twin: Twin): Promise<void> {
    const codes = this.take(name)
    expect(comparable(await twin.codes(), codes)).toEqual(comparable(codes, codes))
    await twin.close()
  }

  /** Like `equal`, for causes where the network decides the number and order of codes. */
  async equalInAnyOrder(name: string, twin: Twin): Promise<void> {
    const codes = this.take(name)
    expect(new Set(comparable(await twin.codes(), codes))).toEqual(new Set(codes))
    await twin.close()
  }
}

/**
 * Codes that a busy machine adds: it lowers the bitrate, drops a picture or scales the camera's picture.
 * Each counts once, and only where the record contains it.
 */
const NOISE: ReadonlySet<number> = new Set([1005, 1006, 1101, 2105])
/** A cache that is empty for a moment on a busy machine, or at the end of the observation. */
const BLIP = /\b2007 (?:2104 )?(?:2004 |$)/g
/** Late data without an empty cache, or a repeated report of it. */
const STRAY_LAG = /(?<!\b2007 )\b2104 /g
/**
 * Simultaneous codes in either order: first picture and playing, empty and late, a camera that opens and a microphone
 * that is refused at the same time.
 */
const EITHER_FIRST = [
  [/\b2004 2032 /g, '2032 2004 '], [/\b2104 2007 /g, '2007 2104 '], [/\b10002 -1302 1003 /g, '1003 10002 -1302 '],
] as const

/** Removes codes that do not depend on the cause and puts pairs into a fixed order. */
export function comparable(observed: readonly number[], recorded: readonly number[]): number[] {
  const kept = observed.filter((code, n) =>
    !NOISE.has(code) || (recorded.includes(code) && observed.indexOf(code) === n))
  let text = kept.map(code => `${code} `).join('')
  for (const [pattern, inOrder] of EITHER_FIRST) text = text.replace(pattern, inOrder)
  text = text.replace(STRAY_LAG, '').replace(/\b2004 2032 /g, '2032 2004 ')
  const isBlipMeant = recorded.map(code => `${code} `).join('').search(BLIP) >= 0
  return (isBlipMeant ? text : text.replace(BLIP, '')).trim().split(' ').map(Number)
}
