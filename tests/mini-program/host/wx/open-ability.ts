import type { Host } from '../host'
import { ApiFailure, asyncApi } from './api'
import type { Api } from './api'

/** Maximum number of templates per call in WeChat. */
const TEMPLATE_LIMIT = 3

/** APIs for WeChat's services: identity, messages, sharing. */
export function openAbilityApis(host: Host): Record<string, Api> {
  const { options, gesture } = host
  return {
    login: asyncApi('login', () => ({ code: `host-${host.nextId('login')}` })),
    checkSession: asyncApi('checkSession', () => undefined),
    requestSubscribeMessage: asyncApi<{ tmplIds: string[] }>('requestSubscribeMessage', ({ tmplIds }) => {
      if (!gesture.isTap) throw new ApiFailure('can only be invoked by user TAP gesture.', 10005)
      if (tmplIds.length === 0 || tmplIds.length > TEMPLATE_LIMIT) throw new ApiFailure('invalid tmplIds', 10002)
      host.note('requestSubscribeMessage', { tmplIds })
      return Object.fromEntries(tmplIds.map(id => [id, options.answers.subscribe]))
    }),
    showShareMenu: asyncApi('showShareMenu', () => undefined),
    hideShareMenu: asyncApi('hideShareMenu', () => undefined),
    updateShareMenu: asyncApi('updateShareMenu', () => undefined),
    setVisualEffectOnCapture: asyncApi<{ visualEffect: string }>('setVisualEffectOnCapture', ({ visualEffect }) =>
      host.note('setVisualEffectOnCapture', { visualEffect })),
    reportEvent: () => undefined,
    getUpdateManager: () => ({
      onCheckForUpdate: () => {}, onUpdateReady: () => {}, onUpdateFailed: () => {}, applyUpdate: () => {},
    }),
    getLogManager: () => ({ debug: () => {}, info: () => {}, log: () => {}, warn: () => {} }),
    getRealtimeLogManager: () => ({
      info: () => {}, warn: () => {}, error: () => {}, setFilterMsg: () => {}, addFilterMsg: () => {},
    }),
  }
}
