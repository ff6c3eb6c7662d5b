import type { Problems } from '../problems'

/** One `setData` across the bridge to the view layer. */
export interface SetDataCall {
  atMs: number
  /** Path of the component or page. */
  component: string
  page: string
  bytes: number
  /** Whether the page was invisible; WeChat advises against `setData` then. */
  hidden: boolean
}

/** WeChat's limit for one call, bytes. */
const LIMIT_BYTES = 1024 * 1024

/** Description of a value that JSON cannot carry; undefined when there is none. */
function unserialisable(value: unknown, path: string, above: readonly object[] = []): string | undefined {
  if (typeof value === 'function') return `${path} is a function`
  if (typeof value === 'symbol' || typeof value === 'bigint') return `${path} is a ${typeof value}`
  if (typeof value !== 'object' || value === null) return undefined
  if (above.includes(value)) return `${path} is a cycle`
  for (const [key, inner] of Object.entries(value)) {
    const found = unserialisable(inner, `${path}.${key}`, [...above, value])
    if (found !== undefined) return found
  }
  return undefined
}

export interface Caller {
  component: string
  page: string
  hidden: boolean
}

/** Counts the data that crosses the bridge and refuses data that cannot cross it. */
export class SetDataBridge {
  readonly calls: SetDataCall[] = []
  private readonly problems: Problems
  private readonly now: () => number

  constructor(options: { problems: Problems, now: () => number }) {
    this.problems = options.problems
    this.now = options.now
  }

  /**
   * Returns the data as it arrives on the other side.
   * @throws {TypeError} for values that JSON cannot carry; the real bridge throws or drops them silently
   */
  cross(data: Record<string, unknown>, caller: Caller): Record<string, unknown> {
    const broken = unserialisable(data, 'data')
    if (broken !== undefined) {
      this.problems.add('setData', `${caller.component}: ${broken}`)
      throw new TypeError(`setData of ${caller.component}: ${broken}`)
    }
    const text = JSON.stringify(data)
    const bytes = new TextEncoder().encode(text).length
    if (bytes > LIMIT_BYTES) this.problems.add('setData', `${caller.component}: ${bytes} bytes at once`)
    this.calls.push({ atMs: this.now(), bytes, ...caller })
    return withUndefined(data, JSON.parse(text) as Record<string, unknown>)
  }
}

/** JSON drops a top-level `undefined`; WeChat sets the field to undefined. */
function withUndefined(sent: Record<string, unknown>, arrived: Record<string, unknown>): Record<string, unknown> {
  for (const [key, value] of Object.entries(sent)) {
    if (value === undefined) arrived[key] = undefined
  }
  return arrived
}
