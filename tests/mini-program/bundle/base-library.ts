import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** API or `Context.method` → first base library that has it; every base library has the APIs not listed. */
export type SinceTable = Record<string, string>

const TYPES = 'miniprogram-api-typings/types/wx/lib.wx.api.d.ts'
/** A doc comment and the member that follows it. */
const MEMBER = /\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*\n\s+(?:readonly )?(\w+)\s*[(<:?]/g
const SINCE = /需要基础库： `([\d.]+)`/
const INTERFACES: Record<string, string> = {
  Wx: '', LivePusherContext: 'LivePusherContext.', LivePlayerContext: 'LivePlayerContext.',
}

/** Missing in the typings; source: WeChat's page (docs/reference/wechat-live-components.md, C3). */
const NOT_IN_TYPINGS: SinceTable = { 'LivePlayerContext.requestPictureInPicture': '2.15.0' }

function bodyOf(source: string, name: string): string {
  const start = source.indexOf(`\n    interface ${name} {`)
  if (start < 0) throw new Error(`${TYPES} has no interface ${name}`)
  // The next `}` is not the end: examples in the comments contain it.
  return source.slice(start, source.indexOf('\n    interface ', start + 1))
}

/** Reads WeChat's typings as a table of versions. */
export function readSinceTable(): SinceTable {
  const source = readFileSync(createRequire(import.meta.url).resolve(TYPES), 'utf8')
  const table: SinceTable = { ...NOT_IN_TYPINGS }
  for (const [name, prefix] of Object.entries(INTERFACES)) {
    for (const [, comment = '', member = ''] of bodyOf(source, name).matchAll(MEMBER)) {
      const [, version] = SINCE.exec(comment) ?? []
      if (version !== undefined) table[prefix + member] = version
    }
  }
  return table
}
