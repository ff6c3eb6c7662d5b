/** What an error means to the person who sees it, in both languages, and its HTTP status. */
export interface ApiErrorSpec {
  status: number
  /** Whether somebody should look into it: true for faults of ours, false for expected outcomes. */
  report: boolean
  zh: string
  en: string
}

/** Every `code` that the API answers with. Add rows, never rename one: clients switch on the names. */
export const API_ERRORS = {
  VALIDATION_FAILED: { status: 400, report: false, zh: '请求内容有误，请检查后重试', en: 'Something in the request is not valid. Check it and try again' },
  BAD_CREDENTIALS: { status: 401, report: false, zh: '账号或密码不正确', en: 'The account or the password is wrong' },
  UNAUTHENTICATED: { status: 401, report: false, zh: '请先登录', en: 'Sign in first' },
  TOKEN_EXPIRED: { status: 401, report: false, zh: '登录已过期，请重新登录', en: 'Your sign-in has expired. Sign in again' },
  SESSION_REVOKED: { status: 401, report: false, zh: '登录已失效，请重新登录', en: 'You were signed out. Sign in again' },
  FORBIDDEN: { status: 403, report: false, zh: '您没有此操作的权限', en: 'You are not allowed to do this' },
  NOT_FOUND: { status: 404, report: false, zh: '没有找到，可能已被删除', en: 'Not found. It may have been removed' },
  METHOD_NOT_ALLOWED: { status: 405, report: false, zh: '不支持此操作', en: 'This method is not supported here' },
  TEACHER_BOOKED: { status: 409, report: false, zh: '该教师在此时段已有课程', en: 'The teacher already has a lesson at that time' },
  ROOM_BOOKED: { status: 409, report: false, zh: '该教室在此时段已被占用', en: 'The room is already taken at that time' },
  CLASS_BOOKED: { status: 409, report: false, zh: '该班级在此时段已有课程', en: 'The class already has a lesson at that time' },
  LESSON_CANCELLED: { status: 409, report: false, zh: '这节课已取消', en: 'This lesson was cancelled' },
  LESSON_NOT_OPEN: { status: 409, report: false, zh: '还没到上课时间', en: 'It is too early for this lesson' },
  LESSON_ON_AIR: { status: 409, report: false, zh: '课程正在直播，请先下课', en: 'The lesson is on air. End it first' },
  LESSON_ENDED: { status: 409, report: false, zh: '这节课已结束', en: 'This lesson is over' },
  QOS_FULL: { status: 409, report: false, zh: '这节课的网络记录已满', en: 'The network record of this lesson is full' },
  BODY_TOO_LARGE: { status: 413, report: false, zh: '提交的内容过大', en: 'The request is too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, report: false, zh: '请以 JSON 格式提交', en: 'Send JSON' },
  RATE_LIMITED: { status: 429, report: false, zh: '操作太频繁，请稍后再试', en: 'Too many tries. Wait a little' },
  INTERNAL: { status: 500, report: true, zh: '服务器出错了，请稍后重试', en: 'Something went wrong on our side. Try again' },
  MEDIA_UNAVAILABLE: { status: 503, report: true, zh: '直播服务暂不可用，请稍后重试', en: 'The live service is not available. Try again' },
  SHUTTING_DOWN: { status: 503, report: false, zh: '服务器正在重启，请稍后重试', en: 'The server is restarting. Try again' },
} as const satisfies Record<string, ApiErrorSpec>

export type ApiErrorCode = keyof typeof API_ERRORS

/** The body of every answer that is not a success. `details` is there where a code can say more (e.g. which lesson clashes). */
export interface ApiErrorBody {
  code: ApiErrorCode
  message: string
  requestId: string
  details?: Record<string, unknown>
}
