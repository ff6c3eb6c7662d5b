/** Writes the tree and the tables of edges in docs/architecture.md: `npx tsx scripts/architecture.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { withGeneratedParts } from './lib/architecture'

const page = resolve(import.meta.dirname, '../docs/architecture.md')
process.chdir(resolve(import.meta.dirname, '..'))
writeFileSync(page, withGeneratedParts(readFileSync(page, 'utf8')))
