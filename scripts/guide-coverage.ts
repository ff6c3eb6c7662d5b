/** Writes the rows of codes in docs/guide-coverage.md from src/features/codes: `npx tsx scripts/guide-coverage.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { withGuideCodes } from './lib/guide-codes'

const page = resolve(import.meta.dirname, '../docs/guide-coverage.md')
process.chdir(resolve(import.meta.dirname, '..'))
writeFileSync(page, withGuideCodes(readFileSync(page, 'utf8')))
