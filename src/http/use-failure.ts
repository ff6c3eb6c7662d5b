import { computed } from 'vue'
import type { Ref } from 'vue'
import { ApiError, messageOf } from './api-error'

const NO_ANSWER = ['OFFLINE', 'TIMEOUT']

/** The properties of `KState` and `KNotice` for a thrown value. */
export function useFailure(error: Ref<unknown>) {
  const code = computed(() => (error.value instanceof ApiError ? error.value.code : undefined))
  const kind = computed<'offline' | 'error'>(() => (code.value && NO_ANSWER.includes(code.value) ? 'offline' : 'error'))
  const text = computed(() => (error.value === undefined ? '' : messageOf(error.value)))
  return { code, kind, text }
}
