/** Meaning of an error for the user, in both languages, and its HTTP status. */
export interface ApiErrorSpec {
  status: number
  /** Whether an operator should investigate: true for faults of the server, false for expected outcomes. */
  report: boolean
  zh: string
  en: string
}

/** Errors that any route may return. */
export const KERNEL_ERRORS = {
  VALIDATION_FAILED: {
    status: 400, report: false,
    zh: '请求内容有误，请检查后重试', en: 'Something in the request is not valid. Check it and try again',
  },
  FORBIDDEN: { status: 403, report: false, zh: '您没有此操作的权限', en: 'You are not allowed to do this' },
  NOT_FOUND: { status: 404, report: false, zh: '没有找到，可能已被删除', en: 'Not found. It may have been removed' },
  METHOD_NOT_ALLOWED: { status: 405, report: false, zh: '不支持此操作', en: 'This method is not supported here' },
  BODY_TOO_LARGE: { status: 413, report: false, zh: '提交的内容过大', en: 'The request is too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, report: false, zh: '请以 JSON 格式提交', en: 'Send JSON' },
  RATE_LIMITED: { status: 429, report: false, zh: '操作太频繁，请稍后再试', en: 'Too many tries. Wait a little' },
  INTERNAL: {
    status: 500, report: true,
    zh: '服务器出错了，请稍后重试', en: 'Something went wrong on our side. Try again',
  },
  SHUTTING_DOWN: {
    status: 503, report: false,
    zh: '服务器正在重启，请稍后重试', en: 'The server is restarting. Try again',
  },
} as const satisfies Record<string, ApiErrorSpec>
