/** SQLSTATE of a violated exclusion constraint. */
export const EXCLUSION_VIOLATION = '23P01'

interface DatabaseError {
  /** SQLSTATE, five characters. */
  code: string
  constraint: string | undefined
}

/** PostgreSQL's error inside Drizzle's; null for every other error. */
export function databaseErrorOf(error: unknown): DatabaseError | null {
  if (!(error instanceof Error)) return null
  if ('code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)) {
    const constraint = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined
    return { code: error.code, constraint }
  }
  return databaseErrorOf(error.cause)
}
