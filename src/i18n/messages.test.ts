import '../../tests/support/client/uni-global'
import { afterEach, describe, expect, it } from 'vitest'
import { MESSAGES, language, setLanguage, t } from '.'
import { partsUsedIn, partsLoadedBy } from '../../tests/support/client/parts'

interface Tree { [key: string]: string | Tree }
interface Texts { zh: Tree, en: Tree }

const loaders = import.meta.glob<Texts>(['./messages.ts', '../features/**/messages.ts'])
const modules = Object.fromEntries(
  await Promise.all(Object.entries(loaders).map(async ([path, load]) => [path, await load()] as const)),
)
const sources = import.meta.glob<string>(
  ['../**/*.ts', '../**/*.vue', '!../**/*.test.ts'],
  { eager: true, query: '?raw', import: 'default' },
)

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(Object.entries(tree).flatMap(([key, value]) =>
    (typeof value === 'string' ? [[prefix + key, value]] : [...flatten(value, `${prefix}${key}.`)])))
}

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(match => match[0]).sort()

describe.each(Object.entries(modules))('the two languages of %s', (_, { zh: chinese, en: english }) => {
  const zh = flatten(chinese)
  const en = flatten(english)

  it('have the same keys', () => {
    expect([...en.keys()]).toEqual([...zh.keys()])
  })

  it.each([...zh.keys()])('both have a text for %s with the same placeholders', key => {
    expect(zh.get(key)?.trim()).not.toBe('')
    expect(en.get(key)?.trim()).not.toBe('')
    expect(placeholders(en.get(key) ?? '')).toEqual(placeholders(zh.get(key) ?? ''))
  })

  it('have no Chinese in English', () => {
    expect([...en.values()].filter(text => /\p{Script=Han}/u.test(text))).toEqual([])
  })
})

describe('the text parts', () => {
  const parts = Object.keys(MESSAGES.zh)

  it('are one per messages.ts', () => {
    expect(parts).toHaveLength(Object.keys(modules).length)
  })

  it.each(Object.keys(sources))('%s loads the parts that it shows', path => {
    const used = partsUsedIn(sources[path] ?? '', parts)
    const loaded = partsLoadedBy(path, sources)
    expect(used.filter(part => part !== 'common' && !loaded.has(part))).toEqual([])
  })

  it('are reported when a file shows a text of a part that it does not load', () => {
    const file = { '../features/a/a.vue': 'import { t } from \'@/i18n\'\nt(\'qos.title\')' }
    expect(partsUsedIn(file['../features/a/a.vue'], parts)).toEqual(['qos'])
    expect(partsLoadedBy('../features/a/a.vue', { ...sources, ...file })).toEqual(new Set())
  })
})

describe('switching', () => {
  afterEach(() => setLanguage('zh'))

  it('changes all texts and the document\'s language, and stores the choice', () => {
    expect(t('common.back')).toBe('返回')
    setLanguage('en')
    expect(language()).toBe('en')
    expect(t('common.back')).toBe('Back')
    expect(document.documentElement.lang).toBe('en')
    expect(uni.getStorageSync('kaike.language')).toBe('en')
  })

  it('fills placeholders', () => {
    expect(t('common.duration.minutes', { count: 45 })).toBe('45 分钟')
  })
})
