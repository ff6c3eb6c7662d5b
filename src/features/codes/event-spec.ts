/**
 * What a report means for the picture:
 * - `progress`: as it should be;
 * - `degraded`: media still flows, worse than it could;
 * - `recovering`: media is interrupted and is expected back without a decision of the user;
 * - `fatal`: it stays over until something is started again.
 */
export type Severity = 'progress' | 'degraded' | 'recovering' | 'fatal'

/**
 * The first thing that brings media back:
 * - `platform-retries`: the component is at it; a command of ours would race it;
 * - `restart`: stop and start the component, as soon as it may run;
 * - `rebuild`: make a new component;
 * - `new-url`: ask the server for a freshly signed URL, then restart;
 * - `ask-user`: only a person can remove the cause;
 * - `end`: nothing does on this device.
 */
export type Recovery = 'none' | 'platform-retries' | 'restart' | 'rebuild' | 'new-url' | 'ask-user' | 'end'

/**
 * Where a row is written down: the guide, WeChat's page of the component, Tencent Cloud's page, the header of the native
 * SDK under the component, `miniprogram-api-typings`, or nowhere but in reports of developers.
 */
export type Source = 'guide' | 'wechat-doc' | 'tencent-doc' | 'sdk' | 'typings' | 'field'

export interface Bilingual { zh: string, en: string }

/** What every table of numbers says of a row. */
export interface CodeSpec {
  /** WeChat's number. */
  code: number
  severity: Severity
  recovery: Recovery
  source: readonly Source[]
  /** What happened, for support and logs; the words for users are the pages' own. */
  meaning: Bilingual
  advice: Bilingual
  /** Where the sources disagree, and which one counts here. */
  contradiction?: Bilingual
}

/** One row of a component's code table. */
export interface EventSpec extends CodeSpec {
  /** As the vendor spells it, mistakes included; null where there is none. */
  vendorName: string | null
}

/** The way back from a number to the name of its row. */
export const namesByCode = <Name extends string>(table: Readonly<Record<Name, CodeSpec>>): ReadonlyMap<number, Name> =>
  new Map((Object.keys(table) as Name[]).map(name => [table[name].code, name]))
