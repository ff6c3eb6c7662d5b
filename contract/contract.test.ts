import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CHANNEL_CLOSE } from './channel/close'
import { assemble } from './kernel/assemble'
import type { ApiErrorSpec } from './kernel/errors'
import type { RouteSpec } from './kernel/routes'
import { MEDIA_CLOSE } from './media/close'
import { API_ERRORS, ROUTES } from './index'
import { SCHEMAS } from './schemas'

const domains = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter(entry => entry.isDirectory()).map(({ name }) => name)

/** Keys of the only table that each `<domain>/<kind>.ts` exports, e.g. `LESSON_ROUTES`, for all domains. */
async function keysOfDomains(kind: 'routes' | 'schemas' | 'errors'): Promise<string[]> {
  const files = domains.map(domain => join(import.meta.dirname, domain, `${kind}.ts`)).filter(file => existsSync(file))
  const modules = await Promise.all(files.map(async file => await import(file) as Record<string, object>))
  return modules.flatMap(exported => {
    const tables = Object.keys(exported).filter(name => name.endsWith(`_${kind.toUpperCase()}`))
    expect(tables).toHaveLength(1)
    return tables.flatMap(name => Object.keys(exported[name] ?? {}))
  })
}

test('every route, schema and error of every domain is in the contract, and each name is in one domain', async () => {
  expect((await keysOfDomains('routes')).sort()).toEqual(Object.keys(ROUTES).sort())
  expect((await keysOfDomains('schemas')).sort()).toEqual(Object.keys(SCHEMAS).sort())
  expect((await keysOfDomains('errors')).sort()).toEqual(Object.keys(API_ERRORS).sort())
})

test('every route has schemas', () => {
  expect(Object.keys(SCHEMAS).sort()).toEqual(Object.keys(ROUTES).sort())
})

test('a name in two tables does not compile', () => {
  // @ts-expect-error -- `a` is in both tables.
  expect(assemble([{ a: 1 }, { b: 2, a: 3 }])).toBeDefined()
  expect(assemble([{ a: 1 }, { b: 2 }])).toEqual({ a: 1, b: 2 })
})

const routes: [string, RouteSpec][] = Object.entries(ROUTES)

test('no two routes share method and path', () => {
  const addresses = routes.map(([, { method, path }]) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`)
  expect(new Set(addresses).size).toBe(addresses.length)
})

test('every path but the health check is under /api/v1', () => {
  const others = routes.filter(([, { path }]) => !path.startsWith('/api/v1/')).map(([name]) => name)
  expect(others).toEqual(['getHealth'])
})

test('errors to report are those of the server', () => {
  for (const [code, { status, report }] of Object.entries<ApiErrorSpec>(API_ERRORS)) {
    expect(!report || status >= 500, code).toBe(true)
    expect(status, code).toBeGreaterThanOrEqual(400)
  }
})

test('a close reason shared by channel and media has one number', () => {
  const channel: Partial<Record<string, { code: number }>> = CHANNEL_CLOSE
  const shared = Object.entries(MEDIA_CLOSE).filter(([reason]) => channel[reason])
  expect(shared.map(([reason]) => reason)).toEqual(['SERVER_RESTART', 'TOO_SLOW', 'SILENT', 'INTERNAL', 'REPLACED'])
  for (const [reason, { code }] of shared) expect(channel[reason]?.code, reason).toBe(code)
})
