import { computed } from 'vue'
import { missingFor } from '@/platform/capabilities/missing'
import type { LivePage } from '@/platform/capabilities/required'
import { t } from './messages'

/** Asks for a newer WeChat and names what this one lacks; empty if it has all that the page needs. */
export function useUpdateAdvice(page: LivePage) {
  const missing = missingFor(page)
  return computed(() => (missing.length === 0
    ? ''
    : t('class.update', { missing: missing.map(part => t(`class.missing.${part}`)).join(t('class.comma')) })))
}
