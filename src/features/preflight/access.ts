import type { Access, AccessPort, Permission } from './access.types'

interface Callbacks<T> { success: (answer: T) => void, fail: () => void }

/** WeChat functions that uni passes on without a type. Optional ones are missing in some supported base libraries. */
interface WeChatAccess {
  /** Since 2.32.3. */
  getPrivacySetting?: (options: Callbacks<{ needAuthorization?: boolean }>) => void
  /** Since 2.32.3. */
  requirePrivacyAuthorize?: (options: Callbacks<unknown>) => void
  /** Since 2.32.3. */
  openPrivacyContract?: (options: object) => void
  /** Since 2.20.1: `authorized`, `denied`, `not determined`, or `non applicable`. */
  getAppAuthorizeSetting?: () => { cameraAuthorized?: string, microphoneAuthorized?: string }
  /** Since 2.25.3. */
  openAppAuthorizeSetting?: (options: object) => void
  getSetting: (options: Callbacks<{ authSetting?: Record<string, boolean | undefined> }>) => void
  authorize: (options: Callbacks<unknown> & { scope: string }) => void
}

const weChat = (): WeChatAccess => uni

/** Undefined if WeChat fails to answer. */
function answerOf<T>(ask: (callbacks: Callbacks<T>) => void): Promise<T | undefined> {
  return new Promise(resolve => {
    try {
      ask({ success: resolve, fail: () => resolve(undefined) })
    } catch {
      resolve(undefined)
    }
  })
}

const SCOPES = { camera: 'scope.camera', microphone: 'scope.record' } as const

async function readPrivacy(): Promise<Pick<Access, 'privacy'>> {
  const { getPrivacySetting } = weChat()
  const answer = getPrivacySetting && await answerOf(getPrivacySetting)
  return answer?.needAuthorization === undefined ? {} : { privacy: answer.needAuthorization ? 'needed' : 'agreed' }
}

function readSystem(): Pick<Access, 'system'> {
  try {
    const { cameraAuthorized, microphoneAuthorized } = weChat().getAppAuthorizeSetting?.() ?? {}
    if (cameraAuthorized === undefined && microphoneAuthorized === undefined) return {}
    return { system: cameraAuthorized === 'denied' || microphoneAuthorized === 'denied' ? 'off' : 'on' }
  } catch {
    return {}
  }
}

const toPermission = (answer: boolean | undefined): Permission =>
  (answer === undefined ? 'unasked' : answer ? 'granted' : 'denied')

async function read(): Promise<Access> {
  const [privacy, setting] = await Promise.all([readPrivacy(), answerOf(weChat().getSetting)])
  const { authSetting } = setting ?? {}
  return {
    ...privacy, ...readSystem(),
    camera: authSetting ? toPermission(authSetting[SCOPES.camera]) : 'unknown',
    microphone: authSetting ? toPermission(authSetting[SCOPES.microphone]) : 'unknown',
  }
}

/** Privacy comes first: without it WeChat opens no other dialog. After a refusal, `authorize` opens none either. */
async function ask(access: Access): Promise<void> {
  const { requirePrivacyAuthorize, authorize } = weChat()
  if (access.privacy === 'needed' && requirePrivacyAuthorize) {
    if (await answerOf(requirePrivacyAuthorize) === undefined) return
  }
  for (const device of ['camera', 'microphone'] as const) {
    if (access[device] === 'unasked') await answerOf(callbacks => authorize({ ...callbacks, scope: SCOPES[device] }))
  }
}

/** WeChat version; the browser version is access.h5.ts. */
export const accessPort: AccessPort = {
  read,
  ask,
  get openSystem() {
    const { openAppAuthorizeSetting } = weChat()
    return openAppAuthorizeSetting && (() => openAppAuthorizeSetting({}))
  },
  get openPrivacyGuide() {
    const { openPrivacyContract } = weChat()
    return openPrivacyContract && (() => openPrivacyContract({ fail: () => {} }))
  },
  // A change needs the settings page. The caller reads the access again when its own page is shown.
  onChange: () => () => {},
}
