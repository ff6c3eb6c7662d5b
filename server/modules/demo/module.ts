import { eq, inArray } from 'drizzle-orm'
import type { Config } from '../../config'
import type { Database } from '../../kernel/db/database'
import { members, schools } from '../../kernel/db/schema'
import { StartError } from '../../kernel/start-error'
import { keepDemoAccounts, makeDemoAccounts } from './accounts'
import type { DemoAccounts } from './accounts'
import { addDemoLessons } from './lessons'
import { createDemoSchool, DEMO_SCHOOL_ID } from './school'

export interface DemoDeps {
  db: Database
  config: Pick<Config, 'demo' | 'demoPassword' | 'dataDir' | 'databaseUrl'>
  now(): Date
}

/**
 * Makes the demo school where `DEMO` asks for it or an embedded database is empty, and at every start sees to it that a lesson is
 * open. Returns the accounts when it made them.
 */
export async function prepareDemo({ db, config, now }: DemoDeps): Promise<DemoAccounts | null> {
  if (config.demo === false) return null
  const exists = (await db.select({ id: schools.id }).from(schools).where(eq(schools.id, DEMO_SCHOOL_ID))).length > 0
  const made = exists || !await isWanted(db, config) ? null : await makeDemo(db, config)
  if (exists || made) await addDemoLessons(db, now())
  return made
}

async function isWanted(db: Database, { demo, databaseUrl }: DemoDeps['config']): Promise<boolean> {
  if (demo !== undefined) return demo
  return databaseUrl === undefined && (await db.select({ id: schools.id }).from(schools).limit(1)).length === 0
}

async function makeDemo(db: Database, { demoPassword, dataDir }: DemoDeps['config']): Promise<DemoAccounts> {
  const accounts = makeDemoAccounts(demoPassword)
  const taken = await db.select({ account: members.account }).from(members).where(inArray(members.account, accounts.map(({ account }) => account)))
  if (taken.length > 0) {
    throw new StartError(`DEMO="1" is not possible here: a school in this database already has the account ${taken[0]?.account}. Set DEMO to 0`)
  }
  // The file first: a start that is killed in between leaves an empty database and makes both again.
  const kept = await keepDemoAccounts(dataDir, accounts)
  await createDemoSchool(db, accounts)
  return kept
}
