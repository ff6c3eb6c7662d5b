import { expect, it } from 'vitest'
import { phoneFacts } from './traces'

it('takes from a recorded trace what the phone said, and leaves the server to the test', () => {
  expect(phoneFacts([
    { atMs: 0, input: { type: 'startRequested' } },
    { atMs: 800, input: { type: 'reported', code: 1002 } },
    { atMs: 900, input: { type: 'serverSaid' } },
    { atMs: 60_000, input: { type: 'pageHidden' } },
    { atMs: 90_000 },
    { atMs: 91_000, input: { type: 'networkRestored' } },
  ])).toEqual([{ atMs: 800, code: 1002 }, { atMs: 60_000, event: 'hide' }, { atMs: 91_000, event: 'online' }])
})
