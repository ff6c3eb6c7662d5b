import type { Permission, Scope } from '../options.types'
import type { Host } from '../host'
import { ApiFailure, asyncApi } from './api'
import type { Api } from './api'

/** Scopes in their three states. WeChat asks once; after a refusal only the settings page can change the state. */
export class Permissions {
  private readonly states: Map<Scope, Permission>
  private readonly host: Pick<Host, 'options' | 'note'>

  constructor(host: Pick<Host, 'options' | 'note'>) {
    this.host = host
    this.states = new Map(Object.entries(host.options.permissions) as [Scope, Permission][])
  }

  state(scope: Scope): Permission {
    return this.states.get(scope)
  }

  set(scope: Scope, state: Permission): void {
    this.states.set(scope, state)
  }

  /** Returns whether the scope is granted; asks the owner the first time. */
  ask(scope: Scope): boolean {
    const known = this.state(scope)
    if (known !== undefined) return known
    const isGranted = this.host.options.answers.permission
    this.host.note('permissionAsked', { scope, isGranted })
    this.set(scope, isGranted)
    return isGranted
  }

  /** Scopes that were asked at least once. */
  all(): Record<string, boolean> {
    return Object.fromEntries([...this.states].filter((entry): entry is [Scope, boolean] => entry[1] !== undefined))
  }
}

export function permissionApis(host: Host): Record<string, Api> {
  const { permissions, gesture, options } = host
  return {
    getSetting: asyncApi('getSetting', () => ({ authSetting: permissions.all() })),
    authorize: asyncApi<{ scope: Scope }>('authorize', ({ scope }) => {
      if (!permissions.ask(scope)) throw new ApiFailure('auth deny', 103)
      return undefined
    }),
    openSetting: asyncApi('openSetting', () => {
      if (!gesture.isTap) throw new ApiFailure('can only be invoked by user TAP gesture.')
      for (const [scope, isGranted] of Object.entries(options.answers.settings)) {
        permissions.set(scope as Scope, isGranted)
      }
      host.note('openSetting', {})
      return { authSetting: permissions.all() }
    }),
    openAppAuthorizeSetting: asyncApi('openAppAuthorizeSetting', () => host.note('openAppAuthorizeSetting', {})),
  }
}
