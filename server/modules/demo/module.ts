import type { Config } from '../../config'
import type { Database } from '../../kernel/db/database'
import { StartError } from '../../kernel/start-error'
import { hasSchool, takenAccounts } from '../account/module'
import { keepDemoAccounts, makeDemoAccounts } from './accounts'
import type { DemoAccounts } from './accounts'
import { addDemoLessons } from './lessons'
import { createDemoSchool, DEMO_SCHOOL_ID } from './school'

export type { DemoAccounts } from './accounts'

interface DemoModuleDeps {
  db: Database
  config: Pick<Config, 'demo' | 'demoPassword' | 'dataDir' | 'databaseUrl'>
  now(): Date
}

/**
 * Creates the demo school when `DEMO` requests it or an embedded database is empty; ensures at every start that one of
 * its lessons is open. Resolves with the accounts when it created them.
 */
export async function prepareDemo({ db, config, now }: DemoModuleDeps): Promise<DemoAccounts | null> {
  if (config.demo === false) return null
  const exists = await hasSchool(db, DEMO_SCHOOL_ID)
  const made = exists || !await isWanted(db, config) ? null : await makeDemo(db, config)
  if (exists || made) await addDemoLessons(db, now())
  return made
}

async function isWanted(db: Database, { demo, databaseUrl }: DemoModuleDeps['config']): Promise<boolean> {
  if (demo !== undefined) return demo
  return databaseUrl === undefined && !await hasSchool(db)
}

async function makeDemo(db: Database, { demoPassword, dataDir }: DemoModuleDeps['config']): Promise<DemoAccounts> {
  const accounts = makeDemoAccounts(demoPassword)
  const [taken] = await takenAccounts(db, accounts.map(({ account }) => account))
  if (taken !== undefined) {
    throw new StartError(
      `DEMO="1" is not possible here: a school in this database already has the account ${taken}. Set DEMO to 0`)
  }
  // The file is written first: a start that is killed here leaves an empty database, and the next start creates both.
  const kept = await keepDemoAccounts(dataDir, accounts)
  await createDemoSchool(db, accounts)
  return kept
}
