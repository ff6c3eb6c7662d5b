import type { BuiltIn, Instance } from './built-in'
import { submitFormOf } from './form'

/** Effects of `open-type` in addition to the tap. */
const OPEN_TYPES: Record<string, (instance: Instance) => void> = {
  share: ({ host, component }) => host.share('button', { id: component.id, dataset: component.dataset }),
  openSetting: ({ host, emit }) => {
    for (const [scope, isGranted] of Object.entries(host.options.answers.settings)) {
      host.permissions.set(scope as 'scope.camera', isGranted)
    }
    emit('opensetting', { authSetting: host.permissions.all(), errMsg: 'openSetting:ok' })
  },
  getPhoneNumber: ({ host, emit }) =>
    emit('getphonenumber', { code: `host-${host.nextId('phone')}`, errMsg: 'getPhoneNumber:ok' }),
  contact: ({ emit }) => emit('contact', { errMsg: 'enterContact:ok' }),
  feedback: ({ host }) => host.note('feedback', {}),
  agreePrivacyAuthorization: ({ host, emit }) => {
    host.privacy.needsAuthorization = false
    emit('agreeprivacyauthorization', { errMsg: 'agreePrivacyAuthorization:ok' })
  },
}

export const button: BuiltIn = {
  tag: 'button',
  properties: {
    type: { type: String, value: 'default' },
    size: { type: String, value: 'default' },
    plain: Boolean,
    disabled: Boolean,
    loading: Boolean,
    openType: String,
    formType: String,
    hoverClass: { type: null, value: 'button-hover' },
    hoverStopPropagation: Boolean,
    name: String,
  },
  create(instance) {
    const { element, component } = instance
    component.addListener('tap', () => {
      const { values } = instance
      OPEN_TYPES[String(values.openType)]?.(instance)
      if (values.formType === 'submit' || values.formType === 'reset') submitFormOf(component, values.formType)
    })
    return () => {
      const { type, size, plain, disabled, loading } = instance.values
      element.setAttribute('type', String(type))
      element.setAttribute('size', String(size))
      element.toggleAttribute('plain', plain === true)
      element.toggleAttribute('disabled', disabled === true)
      element.toggleAttribute('loading', loading === true)
    }
  },
}
