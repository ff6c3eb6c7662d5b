export type Permission = 'granted' | 'unasked' | 'denied' | 'unknown'

/** Permissions for this device's camera and microphone. Undefined fields do not exist on this platform. */
export interface Access {
  privacy?: 'agreed' | 'needed'
  camera: Permission
  microphone: Permission
  /** System permissions of the phone for WeChat. */
  system?: 'on' | 'off'
}

/** Implementations: WeChat (access.ts) and browser (access.h5.ts). */
export interface AccessPort {
  /** Reads the access without a dialog. Never rejects. */
  read: () => Promise<Access>
  /** Opens the platform's dialogs for undecided permissions. Never rejects. */
  ask: (access: Access) => Promise<void>
  /** Opens the phone's system settings; undefined if the platform cannot. */
  openSystem: (() => void) | undefined
  /** Opens WeChat's page with the privacy guide; undefined if the platform has none. */
  openPrivacyGuide: (() => void) | undefined
  /** Calls back when a permission changes. Returns the function that removes the listener. */
  onChange: (listener: () => void) => () => void
}
