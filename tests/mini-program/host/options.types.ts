import type { Program } from '../program.types'

export type Platform = 'ios' | 'android' | 'devtools'
export type Theme = 'light' | 'dark'
/** `undefined`: never asked. */
export type Permission = boolean | undefined
export type Scope = 'scope.camera' | 'scope.record' | 'scope.writePhotosAlbum' | 'scope.userLocation'

/** The phone, its owner and WeChat, as one test wants them. */
export interface HostOptions {
  platform: Platform
  /** Base library: APIs and attributes that are newer do not exist. */
  baseLibrary: string
  theme: Theme
  language: 'zh_CN' | 'en'
  /** `virtual`: time stands still until the test moves it. */
  clock: 'real' | 'virtual'
  /** Origins that the mini-program's administration lists; others are refused. `undefined` switches the check off. */
  domains: readonly string[] | undefined
  /** Origin in the build → origin in this test. */
  hosts: Record<string, string>
  permissions: Partial<Record<Scope, Permission>>
  /** What the owner answers when WeChat asks. */
  answers: { permission: boolean, privacy: boolean, modal: boolean, subscribe: 'accept' | 'reject', settings: Partial<Record<Scope, boolean>> }
  /** Whether the phone's own settings let WeChat use them. */
  system: { camera: boolean, microphone: boolean }
  privacy: {
    /** Not yet agreed to the privacy guide. */
    needsAuthorization: boolean
    /** APIs that the guide names; `undefined` for all. */
    declared: readonly string[] | undefined
  }
  /** `smooth`: native components report what a good network would bring. `scripted`: only what the test says. */
  live: 'smooth' | 'scripted'
  launch: { path: string, query: Record<string, string>, scene: number }
  /** What an earlier start left on the phone: `storage()` of its driver. */
  storage: Record<string, string>
}

export interface BootOptions extends HostOptions {
  program: Program
}

export const DEFAULT_OPTIONS: HostOptions = {
  platform: 'ios',
  baseLibrary: '3.10.0',
  theme: 'light',
  language: 'zh_CN',
  clock: 'real',
  domains: undefined,
  hosts: {},
  permissions: {},
  answers: { permission: true, privacy: true, modal: true, subscribe: 'accept', settings: {} },
  system: { camera: true, microphone: true },
  privacy: { needsAuthorization: false, declared: undefined },
  live: 'smooth',
  launch: { path: '', query: {}, scene: 1001 },
  storage: {},
}
