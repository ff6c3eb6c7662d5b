import { timestamp, uuid } from 'drizzle-orm/pg-core'

/** A point in time, kept in UTC. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

export const id = () => uuid('id').primaryKey().defaultRandom()

export const createdAt = () => instant('created_at').notNull().defaultNow()
