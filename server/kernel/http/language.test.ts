import { expect, it } from 'vitest'
import { languageOf } from './language'

it.each([
  [undefined, 'zh'], ['', 'zh'], ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'], ['en-US,en;q=0.5', 'en'], ['EN', 'en'],
  ['fr,de', 'zh'], ['fr,en;q=0.3', 'en'], ['zh;q=0.3,en;q=0.4', 'en'], ['en;q=0', 'zh'], ['en;q=nonsense', 'en'],
  [';;;,,,', 'zh'], ['*', 'zh'],
])('Accept-Language %o is answered in %s', (header, language) => {
  expect(languageOf(header)).toBe(language)
})
