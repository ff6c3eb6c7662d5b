import '../../tests/support/client/uni-global'
import { afterEach, expect, it } from 'vitest'
import { language, setLanguage } from '@/i18n'
import { t } from '@/features/account/messages'

afterEach(() => setLanguage('zh'))

it('a tab follows the language that was chosen in another tab', () => {
  setLanguage('zh')
  uni.setStorageSync('kaike.language', 'en')
  window.dispatchEvent(new StorageEvent('storage', { key: 'kaike.another' }))
  expect(language()).toBe('zh')
  window.dispatchEvent(new StorageEvent('storage', { key: 'kaike.language' }))
  expect(language()).toBe('en')
  expect(t('account.me.language')).toBe('Language')
  expect(document.documentElement.lang).toBe('en')
})
