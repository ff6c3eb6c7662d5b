/** Writes docs/live-core.md from the machines of src/features: `npx tsx scripts/live-core.ts`. */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describeLiveCore } from './lib/live-core'

writeFileSync(resolve(import.meta.dirname, '../docs/live-core.md'), describeLiveCore())
