import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { count, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkPassword } from '../account/passwords'
import type { Database, OpenDatabase } from '../../kernel/db/database'
import { members, schools } from '../account/tables'
import { liveSessions } from '../class/tables'
import { lessonPhase } from '../lessons/module'
import { lessons } from '../lessons/tables'
import { openFresh } from '../../../tests/support/server/databases'
import { prepareDemo } from './module'
import { DEMO_SCHOOL_ID } from './school'

const DAY_MS = 24 * 60 * 60_000
const T0 = Date.parse('2026-11-23T15:58:00Z') // Two minutes to midnight in Shanghai.

let database: OpenDatabase
let db: Database
let dataDir: string
beforeEach(async () => {
  database = await openFresh()
  db = database.db
  dataDir = await mkdtemp(join(tmpdir(), 'kaike-demo-'))
})
afterEach(async () => {
  await database.close()
  await rm(dataDir, { recursive: true, force: true })
})

const prepare = (config: { demo?: boolean, demoPassword?: string, databaseUrl?: string } = {}, timeMs = T0) =>
  prepareDemo({
    db,
    config: { demo: undefined, demoPassword: 'for everybody', databaseUrl: undefined, dataDir, ...config },
    now: () => new Date(timeMs),
  })

const openLessons = async (timeMs: number) => {
  const rows = await db.select().from(lessons).leftJoin(liveSessions, eq(liveSessions.lessonId, lessons.id))
  return rows.filter(row => lessonPhase(row.lessons, row.live_sessions, new Date(timeMs)) === 'open')
}

describe('the demo school', () => {
  it('is created in an empty embedded database, with an office, teachers and thirty students', async () => {
    const made = await prepare()
    const perRole = await db.select({ role: members.role, count: count() }).from(members).groupBy(members.role)
    expect(Object.fromEntries(perRole.map(row => [row.role, row.count]))).toEqual({ admin: 1, teacher: 3, student: 30 })
    expect(made?.accounts.map(({ account }) => account))
      .toEqual(expect.arrayContaining(['admin', 'teacher', 'student', 'student2', 'student30']))
    expect(await prepare()).toBeNull()
  })

  it('has a lesson that the account teacher can start immediately', async () => {
    await prepare()
    const [teacher] = await db.select().from(members).where(eq(members.account, 'teacher'))
    const open = await openLessons(T0)
    expect(open.map(row => row.lessons.teacherId)).toEqual([teacher?.id])
  })

  it('has an open lesson at every later start, also after an ended class and after weeks', async () => {
    await prepare()
    for (const timeMs of [T0 + 60_000, T0 + 9 * 60 * 60_000 + 1_000, T0 + DAY_MS, T0 + 40 * DAY_MS]) {
      await prepare({}, timeMs)
      const [open] = await openLessons(timeMs)
      if (!open) throw new Error(`No lesson is open at ${new Date(timeMs).toISOString()}`)
      await db.insert(liveSessions).values({
        schoolId: DEMO_SCHOOL_ID, lessonId: open.lessons.id, teacherId: open.lessons.teacherId, stream: `s${timeMs}`,
        state: 'ended', startedAt: new Date(timeMs), endedAt: new Date(timeMs + 1), endReason: 'teacher_ended',
      })
      expect(await openLessons(timeMs)).toHaveLength(0)
      await prepare({}, timeMs + 120_000)
      expect(await openLessons(timeMs + 120_000)).toHaveLength(1)
    }
  })

  it('keeps its passwords in a file that only this user can read', async () => {
    const made = await prepare({ demoPassword: undefined })
    const file = join(dataDir, 'demo-accounts.txt')
    expect(made?.file).toBe(file)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const text = await readFile(file, 'utf8')
    for (const { account, password } of made?.accounts ?? []) {
      expect(text).toMatch(new RegExp(`\\b${account}\\s+${password}\\b`))
    }
    expect(new Set(made?.accounts.map(({ password }) => password)).size).toBe(34)
    const admin = made?.accounts.find(({ account }) => account === 'admin')
    const [row] = await db.select().from(members).where(eq(members.account, 'admin'))
    expect(await checkPassword(row?.passwordHash ?? null, admin?.password ?? '')).toBe(true)
  })

  it('is not created beside a school, on a server, or with DEMO=0', async () => {
    expect(await prepare({ demo: false })).toBeNull()
    expect(await prepare({ databaseUrl: 'postgres://db' })).toBeNull()
    await db.insert(schools).values({ name: 'A real one', timeZone: 'UTC' })
    expect(await prepare()).toBeNull()
    expect(await db.select().from(members)).toEqual([])
  })

  it('is created when DEMO requests it, unless its accounts are taken', async () => {
    const [school] = await db.insert(schools).values({ name: 'A real one', timeZone: 'UTC' }).returning()
    await db.insert(members).values({
      schoolId: school?.id ?? '', account: 'teacher', name: 'T', role: 'teacher', passwordHash: '-',
    })
    await expect(prepare({ demo: true })).rejects.toThrow(/^DEMO="1" is not possible here: .*account teacher.*$/)
    await db.delete(members)
    expect(await prepare({ demo: true, databaseUrl: 'postgres://db' })).not.toBeNull()
  })
})
