import type { LivePage, Requirement } from './required'

/** What the page needs and this WeChat lacks. A person can only update WeChat. */
export type MissingFor = (page: LivePage) => readonly Requirement[]
