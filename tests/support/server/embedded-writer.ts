/**
 * A separate process for tests: writes schools into the embedded database of a folder until it is killed, and prints
 * each name after it is saved.
 */
import { join } from 'node:path'
import { openDatabase } from '../../../server/kernel/db/database'
import { lockFolder } from '../../../server/kernel/db/folder-lock'
import { schools } from '../../../server/modules/account/tables'

const [folder, prefix] = process.argv.slice(2)
if (folder === undefined || prefix === undefined) throw new Error('embedded-writer.ts <folder> <prefix>')

await lockFolder(folder)
const { db } = await openDatabase({ embeddedDir: join(folder, 'database'), onError: error => { throw error } })
for (let count = 0; ; count += 1) {
  const name = `${prefix} ${count}`
  await db.insert(schools).values({ name, timeZone: 'UTC' })
  process.stdout.write(`${name}\n`)
}
