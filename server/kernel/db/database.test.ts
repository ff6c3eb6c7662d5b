import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { describeOnBothDatabases } from '../../../tests/support/server/databases'
import { databaseErrorOf } from './errors'
import { schools } from '../../modules/account/tables'

describeOnBothDatabases('a database', database => {
  const addSchool = async (name: string) => {
    const [school] = await database().db.insert(schools).values({ name, timeZone: 'UTC' }).returning()
    if (!school) throw new Error('Nothing was inserted')
    return school
  }
  const namesLike = async (name: string) =>
    (await database().db.select().from(schools).where(eq(schools.name, name))).length

  it('reads back the written values, times to the millisecond', async () => {
    const createdAt = new Date('2026-11-23T10:11:12.345Z')
    const values = { name: '开课 “校” 🏫', timeZone: 'Asia/Shanghai', createdAt }
    const [school] = await database().db.insert(schools).values(values).returning()
    expect(school).toMatchObject(values)
  })

  it('names code and constraint of a refusal, and answers the next query', async () => {
    const { id } = await addSchool('first')
    const refused = await database().db.insert(schools)
      .values({ id, name: 'again', timeZone: 'UTC' })
      .catch((error: unknown) => error)
    expect(databaseErrorOf(refused)).toEqual({ code: '23505', constraint: 'schools_pkey' })
    expect((await database().db.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }])
  })

  it('undoes a transaction that throws', async () => {
    const name = randomUUID()
    await expect(database().db.transaction(async tx => {
      await tx.insert(schools).values({ name, timeZone: 'UTC' })
      throw new Error('changed my mind')
    })).rejects.toThrow('changed my mind')
    expect(await namesLike(name)).toBe(0)
  })

  it('separates transactions that run at the same time', async () => {
    const name = randomUUID()
    const counts = await Promise.all(Array.from({ length: 20 }, (_, index) => database().db.transaction(async tx => {
      await tx.insert(schools).values({ name: `${name} ${index}`, timeZone: 'UTC' })
      return (await tx.select().from(schools).where(eq(schools.name, `${name} ${index}`))).length
    })))
    expect(counts).toEqual(Array.from({ length: 20 }, () => 1))
  })

  it('writes and reads a text of a megabyte', async () => {
    const name = '课'.repeat(350_000)
    const { id } = await addSchool(name)
    const [school] = await database().db.select().from(schools).where(eq(schools.id, id))
    expect(school?.name).toBe(name)
  })

  it('knows time zones', async () => {
    const { rows } = await database().db
      .execute(sql`select ('2026-07-01'::date)::timestamp at time zone 'Europe/Berlin' as at`)
    expect(new Date(String(rows[0]?.at))).toEqual(new Date('2026-06-30T22:00:00Z'))
  })
})
