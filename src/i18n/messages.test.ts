import '../../tests/fixtures/uni-global'
import { afterEach, describe, expect, it } from 'vitest'
import { MESSAGES, language, setLanguage, t } from '.'

interface Tree { [key: string]: string | Tree }

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[prefix + key, value]] : [...flatten(value, `${prefix}${key}.`)])))
}

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(match => match[0]).sort()

const zh = flatten(MESSAGES.zh)
const en = flatten(MESSAGES.en)

describe('the two languages', () => {
  it('have the same keys', () => {
    expect([...en.keys()]).toEqual([...zh.keys()])
  })

  it.each([...zh.keys()])('both say %s, with the same blanks to fill', key => {
    expect(zh.get(key)?.trim()).not.toBe('')
    expect(en.get(key)?.trim()).not.toBe('')
    expect(placeholders(en.get(key) ?? '')).toEqual(placeholders(zh.get(key) ?? ''))
  })

  it('are what they are called: no Chinese in English', () => {
    expect([...en.values()].filter(text => /\p{Script=Han}/u.test(text))).toEqual([])
  })
})

describe('switching', () => {
  afterEach(() => setLanguage('zh'))

  it('changes every text at once, tells the document and is remembered', () => {
    expect(t('common.back')).toBe('返回')
    setLanguage('en')
    expect(language()).toBe('en')
    expect(t('common.back')).toBe('Back')
    expect(document.documentElement.lang).toBe('en')
    expect(uni.getStorageSync('kaike.language')).toBe('en')
  })

  it('fills the blanks', () => {
    expect(t('planning.duration.minutes', { count: 45 })).toBe('45 分钟')
  })
})
