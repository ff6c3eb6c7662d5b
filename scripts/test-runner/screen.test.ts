import { expect, test } from 'vitest'
import { createScreen } from './screen.mjs'

test('the output of each part stays in one piece', () => {
  let shown = ''
  const screen = createScreen(text => { shown += text })
  const [first, second, third] = [screen.open(), screen.open(), screen.open()]
  first.write('a1 ')
  second.write('b1 ')
  third.write('c1 ')
  third.close()
  expect(shown).toBe('a1 ')
  first.write('a2 ')
  first.close()
  expect(shown).toBe('a1 a2 b1 ')
  second.write('b2 ')
  expect(shown).toBe('a1 a2 b1 b2 ')
  second.close()
  expect(shown).toBe('a1 a2 b1 b2 c1 ')
})
