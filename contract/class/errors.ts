import type { ApiErrorSpec } from '../kernel/errors'

export const CLASS_ERRORS = {
  LESSON_NOT_OPEN: { status: 409, report: false, zh: '还没到上课时间', en: 'It is too early for this lesson' },
} as const satisfies Record<string, ApiErrorSpec>
