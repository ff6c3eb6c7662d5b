import { ADVICE } from './event-advice'
import { namesByCode } from './event-spec'
import type { CodeSpec } from './event-spec'

/**
 * `errno` of rejected commands of the component contexts and of WeChat's permission requests before them
 * (docs/reference/wechat-live-components.md, C10).
 * The numbers are WeChat's: never renumber or reuse one.
 */
export const COMMAND_FAILURES = {
  NO_PERMISSION: {
    code: 102, severity: 'recovering', recovery: 'restart', advice: ADVICE.comeBack,
    source: ['wechat-doc', 'field'], meaning: { zh: '接口没有权限，如小程序在后台', en: 'The interface may not be used, as in the background' },
    contradiction: {
      zh: '在后台操作组件时，iOS 报 102，错误码表给的却是 1107003；两者同样处理。',
      en: 'For a command in the background iOS says 102, the table of errno 1107003; both are treated alike.',
    },
  },
  PRIVACY_REFUSED: {
    code: 104, severity: 'fatal', recovery: 'ask-user', advice: ADVICE.agreeToPrivacy,
    source: ['wechat-doc', 'field'], meaning: { zh: '用户未同意隐私保护指引', en: 'The user did not agree to the privacy guide' },
  },
  PRIVACY_UNDECLARED: {
    code: 112, severity: 'fatal', recovery: 'end', advice: ADVICE.tellSchool,
    source: ['wechat-doc'], meaning: { zh: '接口未在隐私保护指引中声明', en: 'The privacy guide does not declare the interface' },
  },
  ALREADY_IN_USE: {
    code: 1107001, severity: 'fatal', recovery: 'ask-user', advice: ADVICE.endOther,
    source: ['wechat-doc'], meaning: { zh: '用户正在看直播或通话', en: 'The user watches a live stream or is in a call' },
  },
  RTC_WITHOUT_MIC: {
    code: 1107002, severity: 'fatal', recovery: 'ask-user', advice: ADVICE.allowMic,
    source: ['wechat-doc'], meaning: { zh: 'RTC 模式下微信没有麦克风权限', en: 'RTC mode, and WeChat may not use the microphone' },
  },
  IN_BACKGROUND: {
    code: 1107003, severity: 'recovering', recovery: 'restart', advice: ADVICE.comeBack,
    source: ['wechat-doc', 'field'], meaning: { zh: '在后台进行了不允许的操作', en: 'Not allowed in the background' },
  },
  SNAPSHOT_FAILED: {
    code: 1107004, severity: 'degraded', recovery: 'none', advice: ADVICE.snapshotAgain,
    source: ['wechat-doc'], meaning: { zh: '截图失败', en: 'The picture was not taken' },
  },
  ALBUM_SAVE_FAILED: {
    code: 1107005, severity: 'degraded', recovery: 'none', advice: ADVICE.snapshotAgain,
    source: ['wechat-doc'], meaning: { zh: '截图后保存到相册失败', en: 'The picture was taken and not saved to the album' },
  },
  TEMP_FILE_SAVE_FAILED: {
    code: 1107006, severity: 'degraded', recovery: 'none', advice: ADVICE.snapshotAgain,
    source: ['wechat-doc'], meaning: { zh: '截图后保存到临时文件失败', en: 'The picture was taken and not saved to a temporary file' },
  },
  NOT_IN_PICTURE_IN_PICTURE: {
    code: 1107007, severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc', 'field'], meaning: { zh: '当前没有小窗', en: 'There is no floating window' },
  },
  LEAVING_PICTURE_IN_PICTURE: {
    code: 1107008, severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc', 'field'], meaning: { zh: '正在退出小窗', en: 'The floating window is closing already' },
  },
  BACKGROUND_PLAYBACK_WITHOUT_SRC: {
    code: 1107009, severity: 'degraded', recovery: 'none', advice: ADVICE.keepOpen,
    source: ['wechat-doc'], meaning: { zh: '请求后台播放时播放地址为空', en: 'Background playback without a play URL' },
  },
  BACKGROUND_PLAYBACK_IN_RTC: {
    code: 1107010, severity: 'degraded', recovery: 'none', advice: ADVICE.keepOpen,
    source: ['wechat-doc', 'field'], meaning: { zh: 'RTC 模式不支持后台播放', en: 'No background playback in RTC mode' },
  },
  PAGE_HIDDEN: {
    code: 1107011, severity: 'degraded', recovery: 'none', advice: ADVICE.keepOpen,
    source: ['wechat-doc', 'field'], meaning: { zh: '页面已隐藏，不能再请求后台播放', en: 'The page is hidden, too late for background playback' },
  },
  RESOURCE_FAILED: {
    code: 1107012, severity: 'degraded', recovery: 'none', advice: ADVICE.checkNetwork,
    source: ['wechat-doc'], meaning: { zh: '资源加载失败', en: 'A resource could not be loaded' },
  },
  SYSTEM_PERMISSION_MISSING: {
    code: 1107013, severity: 'fatal', recovery: 'ask-user', advice: ADVICE.allowInSystem,
    source: ['wechat-doc'], meaning: { zh: '即将推流，但系统未允许微信使用摄像头或麦克风', en: 'About to push, but the system does not let WeChat use camera or microphone' },
  },
} as const satisfies Record<string, CodeSpec>

export type CommandFailure = keyof typeof COMMAND_FAILURES

const FAILURE_BY_ERRNO = namesByCode(COMMAND_FAILURES)

/** `undefined` for an unknown or missing number: log it, never guess. */
export const toCommandFailure = (errno: number | undefined): CommandFailure | undefined =>
  errno === undefined ? undefined : FAILURE_BY_ERRNO.get(errno)
