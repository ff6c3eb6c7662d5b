import type { Host } from '../host'
import { ApiFailure, asyncApi } from './api'
import type { Api } from './api'

interface Toast { title: string, icon?: string, duration?: number }
interface Modal {
  title?: string
  content?: string
  showCancel?: boolean
  confirmText?: string
  cancelText?: string
  editable?: boolean
}

/** APIs for toasts and dialogs; the options of the test give the owner's answers. */
export function interactionApis(host: Host): Record<string, Api> {
  const { answers } = host.options
  return {
    showToast: asyncApi<Toast>('showToast', ({ title, icon = 'success', duration = 1500 }) => {
      host.overlay.toast(title, duration)
      return host.note('showToast', { title, icon })
    }),
    hideToast: asyncApi('hideToast', () => host.overlay.hide() as undefined),
    showLoading: asyncApi<Toast>('showLoading', ({ title }) => {
      host.overlay.toast(title)
      return host.note('showLoading', { title })
    }),
    hideLoading: asyncApi('hideLoading', () => host.overlay.hide() as undefined),
    showModal: asyncApi<Modal>('showModal', ({ title = '', content = '' }) => {
      host.note('showModal', { title, content })
      return { confirm: answers.modal, cancel: !answers.modal }
    }),
    showActionSheet: asyncApi<{ itemList: string[] }>('showActionSheet', ({ itemList }) => {
      host.note('showActionSheet', { itemList })
      if (!answers.modal) throw new ApiFailure('cancel')
      return { tapIndex: 0 }
    }),
    setClipboardData: asyncApi<{ data: string }>('setClipboardData', ({ data }) => {
      host.clipboard = data
      return undefined
    }),
    getClipboardData: asyncApi('getClipboardData', async () => {
      await host.privacy.require('getClipboardData')
      return { data: host.clipboard }
    }),
    previewImage: asyncApi<{ urls: string[] }>('previewImage', ({ urls }) => host.note('previewImage', { urls })),
    makePhoneCall: asyncApi('makePhoneCall', () => host.note('makePhoneCall', {})),
  }
}
