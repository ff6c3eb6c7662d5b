import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** package.json lies two folders above the bundle (`dist/server/`) and one above this file. */
const PACKAGE = new URL(import.meta.url.endsWith('.ts') ? '../../package.json' : '../../package.json', import.meta.url)

export const VERSION = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(PACKAGE, 'utf8'))).version
