/** Writes docs/event-codes.md from the tables of src/features/codes: `npx tsx scripts/event-codes.ts`. */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describeEventCodes } from './lib/event-codes'

writeFileSync(resolve(import.meta.dirname, '../docs/event-codes.md'), describeEventCodes())
