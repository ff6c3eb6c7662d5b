import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** package.json lies two folders above this file, and above the bundle in `dist/server/`. */
const PACKAGE = new URL('../../package.json', import.meta.url)

export const VERSION = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(PACKAGE, 'utf8'))).version
