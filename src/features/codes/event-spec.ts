/**
 * Effect of a report on the media:
 * - `progress`: none, this is the normal course;
 * - `degraded`: media flows with reduced quality;
 * - `recovering`: media is interrupted and should return without a decision of the user;
 * - `fatal`: media stays off until something is started again.
 */
export type Severity = 'progress' | 'degraded' | 'recovering' | 'fatal'

/**
 * First step to bring media back:
 * - `platform-retries`: none, the component retries by itself; a command would race it;
 * - `restart`: stop and start the component, as soon as it may run;
 * - `rebuild`: create a new component;
 * - `new-url`: request a newly signed URL, then restart;
 * - `ask-user`: only the user can remove the cause;
 * - `end`: impossible on this device.
 */
export type Recovery = 'none' | 'platform-retries' | 'restart' | 'rebuild' | 'new-url' | 'ask-user' | 'end'

/**
 * Source of a row: the guide, WeChat's page of the component, Tencent Cloud's page, the header of the native SDK
 * under the component, `miniprogram-api-typings`, or only reports of developers (`field`).
 */
export type Source = 'guide' | 'wechat-doc' | 'tencent-doc' | 'sdk' | 'typings' | 'field'

export interface Bilingual { zh: string, en: string }

/** Fields that the rows of all code tables share. */
export interface CodeSpec {
  /** WeChat's number. */
  code: number
  severity: Severity
  recovery: Recovery
  source: readonly Source[]
  /** Description for support and logs; pages have their own texts for users. */
  meaning: Bilingual
  advice: Bilingual
  /** Difference between the sources, and the one that counts here. */
  contradiction?: Bilingual
}

/** One row of a component's code table. */
export interface EventSpec extends CodeSpec {
  /** The vendor's spelling, mistakes included; null if there is no name. */
  vendorName: string | null
}

/** Index of a table: from the number to the name of its row. */
export const namesByCode = <Name extends string>(table: Readonly<Record<Name, CodeSpec>>): ReadonlyMap<number, Name> =>
  new Map((Object.keys(table) as Name[]).map(name => [table[name].code, name]))
