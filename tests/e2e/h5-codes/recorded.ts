import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import type { Twin } from './twin'

/** What a twin reports for one cause, from the moment it is started. */
export interface RecordedCodes {
  name: string
  component: 'pusher' | 'player'
  cause: string
  codes: number[]
}

const FOLDER = fileURLToPath(new URL('./recordings/', import.meta.url))

/** The records of one component, and which of them were compared with what a twin really reports. */
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

  /** What was reported for this cause; from now on it counts as provoked. */
  take(name: string): number[] {
    this.provoked.add(name)
    const found = this.all.find(it => it.name === name)
    if (!found) throw new Error(`No record of ${name}`)
    return found.codes
  }

  /** What the twin reports must be what was recorded for the cause. */
  async equal(name: string, twin: Twin): Promise<void> {
    const codes = this.take(name)
    expect(comparable(await twin.codes(), codes)).toEqual(comparable(codes, codes))
    await twin.close()
  }

  /** The same where a network decides how often and in which order. */
  async equalInAnyOrder(name: string, twin: Twin): Promise<void> {
    const codes = this.take(name)
    expect(new Set(comparable(await twin.codes(), codes))).toEqual(new Set(codes))
    await twin.close()
  }
}

/** The machine's own noise: a busy one lowers the bitrate, drops a picture, scales another camera. Counted once, where it is recorded. */
const NOISE: ReadonlySet<number> = new Set([1005, 1006, 1101, 2105])
/** A cache that ran dry for a moment on a busy machine, or is dry at the end of the observation. */
const BLIP = /\b2007 (?:2104 )?(?:2004 |$)/g
/** Late data without an empty cache, or told twice. */
const STRAY_LAG = /(?<!\b2007 )\b2104 /g
/** Each pair comes within a moment, and either may be first: first picture and playing, empty and late. */
const EITHER_FIRST = [[/\b2004 2032 /g, '2032 2004 '], [/\b2104 2007 /g, '2007 2104 ']] as const

/** The same without what says nothing about the cause. */
export function comparable(observed: readonly number[], recorded: readonly number[]): number[] {
  const kept = observed.filter((code, n) => !NOISE.has(code) || (recorded.includes(code) && observed.indexOf(code) === n))
  let text = kept.map(code => `${code} `).join('')
  for (const [pattern, inOrder] of EITHER_FIRST) text = text.replace(pattern, inOrder)
  text = text.replace(STRAY_LAG, '').replace(/\b2004 2032 /g, '2032 2004 ')
  const isBlipMeant = recorded.map(code => `${code} `).join('').search(BLIP) >= 0
  return (isBlipMeant ? text : text.replace(BLIP, '')).trim().split(' ').map(Number)
}
