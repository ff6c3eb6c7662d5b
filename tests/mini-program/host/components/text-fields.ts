import { styleScopeOf } from '../../program.types'
import { part } from './built-in'
import type { BuiltIn, Instance } from './built-in'

/** WeChat's default for `maxlength`. */
const DEFAULT_MAX_LENGTH = 140
/** Height of a phone's keyboard, pixels. */
const KEYBOARD_PX = 291

const PROPERTIES: NonNullable<BuiltIn['properties']> = {
  value: { type: null, value: '' },
  placeholder: String,
  placeholderClass: { type: String, value: 'input-placeholder' },
  placeholderStyle: String,
  disabled: Boolean,
  maxlength: { type: Number, value: DEFAULT_MAX_LENGTH },
  focus: Boolean,
  autoFocus: Boolean,
  cursorSpacing: Number,
  cursor: { type: Number, value: -1 },
  selectionStart: { type: Number, value: -1 },
  selectionEnd: { type: Number, value: -1 },
  adjustPosition: { type: Boolean, value: true },
  holdKeyboard: Boolean,
  confirmHold: Boolean,
  confirmType: { type: String, value: 'done' },
  name: String,
}

/** WeChat shows numbers as text, and an empty text for other types. */
const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

type Control = HTMLInputElement | HTMLTextAreaElement

/** Placeholder classes belong to the owner: with its scope, and without a scope for `app.wxss`. */
function placeholderClasses({ component, values }: Instance): string {
  const scope = styleScopeOf(component.ownerShadowRoot?.getHostNode().is ?? '')
  const names = String(values.placeholderClass).split(/\s+/).filter(Boolean)
  return ['kaike-placeholder', ...names.flatMap(name => [name, `${scope}--${name}`])].join(' ')
}

/** Binds a control of the browser to WeChat's events and values. */
function bindControl(instance: Instance, control: Control) {
  const { emit, set, host } = instance
  const placeholder = part(instance, 'div', 'kaike-placeholder')
  // WeChat does not have the browser's own events.
  for (const event of ['input', 'change', 'focus', 'blur', 'focusin', 'focusout']) {
    control.addEventListener(event, raw => raw.stopPropagation())
  }
  control.addEventListener('input', () => {
    placeholder.hidden = control.value !== ''
    set({ value: control.value })
    emit('input', { value: control.value, cursor: control.selectionStart ?? 0, keyCode: 0 })
  })
  control.addEventListener('focus', () => {
    emit('focus', { value: control.value, height: KEYBOARD_PX })
    host.app.emit('keyboardHeightChange', { height: KEYBOARD_PX })
  })
  control.addEventListener('blur', () => {
    emit('blur', { value: control.value, cursor: control.selectionStart ?? 0 })
    host.app.emit('keyboardHeightChange', { height: 0 })
  })
  return (changed: ReadonlySet<string>) => {
    const { values } = instance
    const value = textOf(values.value)
    if (changed.has('value') && control.value !== value) control.value = value
    control.disabled = values.disabled === true
    const limit = Number(values.maxlength)
    if (limit >= 0) control.maxLength = limit
    else control.removeAttribute('maxlength')
    placeholder.textContent = String(values.placeholder)
    placeholder.className = placeholderClasses(instance)
    placeholder.style.cssText = String(values.placeholderStyle)
    placeholder.hidden = control.value !== ''
    const label = values.ariaLabel
    if (typeof label === 'string' && label !== '') control.setAttribute('aria-label', label)
    if (changed.has('focus') && values.focus === true) control.focus()
    if (changed.has('autoFocus') && values.autoFocus === true) control.focus()
  }
}

export const input: BuiltIn = {
  tag: 'input',
  properties: { ...PROPERTIES, type: { type: String, value: 'text' }, password: Boolean },
  create(instance) {
    const control = part(instance, 'input', 'kaike-control')
    const update = bindControl(instance, control)
    control.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') instance.emit('confirm', { value: control.value })
    })
    return changed => {
      control.type = instance.values.password === true ? 'password' : 'text'
      control.inputMode = instance.values.type === 'number' ? 'numeric' : 'text'
      update(changed)
    }
  },
}

export const textarea: BuiltIn = {
  tag: 'textarea',
  properties: {
    ...PROPERTIES,
    autoHeight: Boolean,
    fixed: Boolean,
    showConfirmBar: { type: Boolean, value: true },
    disableDefaultPadding: Boolean,
  },
  create(instance) {
    const control = part(instance, 'textarea', 'kaike-control')
    const update = bindControl(instance, control)
    let lines = 0
    return changed => {
      update(changed)
      if (instance.values.autoHeight !== true) return
      control.style.height = 'auto'
      control.style.height = `${control.scrollHeight}px`
      const lineCount = Math.max(1, control.value.split('\n').length)
      if (lineCount === lines) return
      lines = lineCount
      instance.emit('linechange', { height: control.scrollHeight, lineCount })
    }
  },
}
