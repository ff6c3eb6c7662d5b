import type { Program } from '../program.types'
import { NO_FAULTS } from './live/faults'
import type { LiveFaults } from './live/faults'

export type Platform = 'ios' | 'android' | 'devtools'
export type Theme = 'light' | 'dark'
/** `undefined`: never asked. */
export type Permission = boolean | undefined
export type Scope = 'scope.camera' | 'scope.record' | 'scope.writePhotosAlbum' | 'scope.userLocation'

/** The phone, its owner and WeChat in one test. */
export interface HostOptions {
  platform: Platform
  /** Base library: newer APIs and attributes do not exist. */
  baseLibrary: string
  theme: Theme
  language: 'zh_CN' | 'en'
  /** `virtual`: time advances only when the test advances it. */
  clock: 'real' | 'virtual'
  /** Origins in the mini-program's administration; others are refused. `undefined` switches the check off. */
  domains: readonly string[] | undefined
  /** Origin in the build → origin in this test. */
  hosts: Record<string, string>
  permissions: Partial<Record<Scope, Permission>>
  /** Answers of the owner to WeChat's questions. */
  answers: {
    permission: boolean
    privacy: boolean
    modal: boolean
    subscribe: 'accept' | 'reject'
    settings: Partial<Record<Scope, boolean>>
  }
  /** Whether the phone's settings allow WeChat the camera and the microphone. */
  system: { camera: boolean, microphone: boolean }
  privacy: {
    /** True until the user agrees to the privacy guide. */
    needsAuthorization: boolean
    /** APIs in the guide; `undefined` for all. */
    declared: readonly string[] | undefined
  }
  /** `smooth`: native components report as on a good network. `scripted`: they report only what the test sends. */
  live: 'smooth' | 'scripted'
  faults: LiveFaults
  /** The port of the pusher as the school's network treats it: `silent` drops every packet. */
  tcp: 'open' | 'refused' | 'silent'
  launch: { path: string, query: Record<string, string>, scene: number }
  /** Storage of an earlier start: `storage()` of its driver. */
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
  faults: NO_FAULTS,
  tcp: 'open',
  launch: { path: '', query: {}, scene: 1001 },
  storage: {},
}
