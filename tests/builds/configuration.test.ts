import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../server/config'

/** Variables of the document's first table with their defaults. */
function documented(): Map<string, string> {
  const [server = ''] = readFileSync('docs/configuration.md', 'utf8').split('\n## ')
  const rows = [...server.matchAll(/^\| `([A-Z_]+)` \| ([^|]+) \|/gm)]
  return new Map(rows.map(([, name = '', standard = '']) => [name, standard.trim()]))
}

/** Environment variables in the schema of `server/config.ts`. */
function asked(): string[] {
  const names = new Set<string>()
  const [, schema = ''] = /z\.object\(\{(.*?)\n\}\)/s.exec(readFileSync('server/config.ts', 'utf8')) ?? []
  for (const [, name] of schema.matchAll(/^ {2}([A-Z_]+):/gm)) if (name) names.add(name)
  return [...names].sort()
}

describe('docs/configuration.md', () => {
  test('lists exactly the variables that the server reads', () => {
    expect(asked()).toContain('PORT')
    expect([...documented().keys()].sort()).toEqual(asked())
  })

  test('gives the server\'s defaults', () => {
    const { port, rtmpPort, host, logLevel, trustProxy } = readConfig({})
    const defaults = documented()
    expect(defaults.get('PORT')).toBe(`\`${port}\``)
    expect(defaults.get('RTMP_PORT')).toBe(`\`${rtmpPort}\``)
    expect(defaults.get('HOST')).toBe(`\`${host}\``)
    expect(defaults.get('LOG_LEVEL')).toBe(`\`${logLevel}\``)
    expect(defaults.get('TRUST_PROXY')).toBe(`\`${trustProxy ? 1 : 0}\``)
  })
})
