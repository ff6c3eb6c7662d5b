/**
 * What a report means for the picture:
 * - `progress`: as it should be;
 * - `degraded`: media still flows, worse than it could;
 * - `recovering`: media is interrupted and is expected back without a decision of the user;
 * - `fatal`: it stays over until something is started again.
 */
export type Severity = 'progress' | 'degraded' | 'recovering' | 'fatal'

/** One row of a code table. */
export interface EventSpec {
  /** WeChat's number. */
  code: number
  severity: Severity
  /** What happened, for support and logs; the words for users are the pages' own. */
  meaning: { zh: string, en: string }
}

/** The way back from a number to the name of its row. */
export const namesByCode = <Name extends string>(table: Readonly<Record<Name, EventSpec>>): ReadonlyMap<number, Name> =>
  new Map((Object.keys(table) as Name[]).map(name => [table[name].code, name]))
