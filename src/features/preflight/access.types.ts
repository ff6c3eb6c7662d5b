export type Permission = 'granted' | 'unasked' | 'denied' | 'unknown'

/** What stands between a class and this device's camera and microphone. Undefined: there is no such thing here. */
export interface Access {
  privacy?: 'agreed' | 'needed'
  camera: Permission
  microphone: Permission
  /** The phone's own switches for WeChat. */
  system?: 'on' | 'off'
}

/** WeChat (access.ts) and a browser (access.h5.ts). */
export interface AccessPort {
  /** Without asking the person for anything; never rejects. */
  read: () => Promise<Access>
  /** Lets the platform ask for what nobody decided yet; never rejects. */
  ask: (access: Access) => Promise<void>
  /** Where the phone's own switches are; undefined where nothing leads there. */
  openSystem: (() => void) | undefined
  /** Calls back when somebody changed a permission. Returns the function that stops listening. */
  onChange: (listener: () => void) => () => void
}
