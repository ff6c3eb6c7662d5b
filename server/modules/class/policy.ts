import { anyOf, belongsToLesson, definePolicy, isItsTeacher, isOffice } from '../../kernel/policy'

/** Actions on a lesson on air. */
export const classPolicy = definePolicy({
  'live.see': belongsToLesson,
  'live.watch': belongsToLesson,
  'live.start': isItsTeacher,
  'live.stop': anyOf(isOffice, isItsTeacher),
  'live.stats': anyOf(isOffice, isItsTeacher),
  /** An uplink test costs the server bandwidth, so only the member who will publish may run it. */
  'live.probe': isItsTeacher,
})

export type ClassAction = Parameters<typeof classPolicy.allows>[1]
