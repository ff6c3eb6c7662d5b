import type { ApiErrorSpec } from '../kernel/errors'

export const QOS_ERRORS = {
  QOS_FULL: {
    status: 409, report: false,
    zh: '这节课的网络记录已满', en: 'The network record of this lesson is full',
  },
} as const satisfies Record<string, ApiErrorSpec>
