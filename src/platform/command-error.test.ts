import { expect, test } from 'vitest'
import { COMMAND_FAILURES } from '@/features/codes/command-failures'
import { CommandError, failureOf, refuse } from './command-error'

test.each(Object.entries(COMMAND_FAILURES))('%s is recognised by its number', (name, { code }) => {
  expect(failureOf(new CommandError('stop:fail', code))).toBe(name)
})

test('an unknown number has no name and stays readable', () => {
  const error = new CommandError('stop:fail', 4711)
  expect(failureOf(error)).toBeUndefined()
  expect(error.errno).toBe(4711)
})

test('our own refusals and other thrown values have no name', () => {
  for (const error of [refuse('start', 'url is empty'), new Error('no'), undefined, 102, { errno: 102 }]) {
    expect(failureOf(error)).toBeUndefined()
  }
})
