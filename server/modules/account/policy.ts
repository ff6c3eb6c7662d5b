import { definePolicy, isSelf } from '../../kernel/policy'

/** The subject is the caller: signing in, refreshing and signing out with a token are public. */
export const accountPolicy = definePolicy({
  'account.read': isSelf,
  'account.signOutEverywhere': isSelf,
})
