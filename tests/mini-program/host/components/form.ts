import type { GeComponent } from '../space'
import { part } from './built-in'
import type { BuiltIn, Instance } from './built-in'

/** Fields of forms and members of groups, for their owner. */
const fields = new Map<HTMLElement, Instance>()
const remember = (instance: Instance) => fields.set(instance.element, instance)
const forget = ({ element }: Instance) => void fields.delete(element)

const fieldsIn = (element: HTMLElement): Instance[] =>
  [...fields].filter(([field]) => element.contains(field)).map(([, instance]) => instance)

/** A field's value in the `submit` event of its form. */
function valueOf({ element, values }: Instance): unknown {
  if (element.tagName === 'WX-CHECKBOX-GROUP' || element.tagName === 'WX-RADIO-GROUP') return groupValue(element)
  return element.tagName === 'WX-SWITCH' ? values.checked : values.value
}

function groupValue(element: HTMLElement): unknown {
  const chosen = fieldsIn(element).filter(({ values }) => values.checked === true).map(({ values }) => values.value)
  return element.tagName === 'WX-RADIO-GROUP' ? chosen[0] ?? '' : chosen
}

/** Handles a tap on a button with `form-type`. */
export function submitFormOf(button: GeComponent, action: 'submit' | 'reset'): void {
  const from = (button.getBackendElement() as unknown as HTMLElement).closest<HTMLElement>('wx-form')
  const owner = from && fields.get(from)
  if (!from || !owner) return
  if (action === 'reset') return owner.emit('reset')
  const named = fieldsIn(from).filter(({ values, element }) =>
    element !== from && typeof values.name === 'string' && values.name !== '')
  owner.emit('submit', { value: Object.fromEntries(named.map(field => [String(field.values.name), valueOf(field)])) })
}

export const form: BuiltIn = {
  tag: 'form',
  properties: { reportSubmit: Boolean },
  create: instance => void remember(instance),
  detached: forget,
}

/** A tap on a label acts on its control. */
export const label: BuiltIn = {
  tag: 'label',
  properties: { for: String },
  create({ component, element, values }) {
    component.addListener('tap', () => {
      const id = String(values.for)
      const target = id === ''
        ? element.querySelector<HTMLElement>('wx-switch, wx-checkbox, wx-radio')
        : document.querySelector<HTMLElement>(`[id$="--${CSS.escape(id)}"]`)
      if (target) fields.get(target)?.component.triggerEvent('kaiketoggle', {}, {})
    })
    return undefined
  },
}

export const switchControl: BuiltIn = {
  tag: 'switch',
  properties: {
    checked: Boolean,
    disabled: Boolean,
    color: { type: String, value: '#04BE02' },
    type: { type: String, value: 'switch' },
    name: String,
  },
  create(instance) {
    remember(instance)
    const { component, element, emit, set } = instance
    part(instance, 'i', 'kaike-knob')
    const toggle = () => {
      if (instance.values.disabled === true) return
      set({ checked: instance.values.checked !== true })
      emit('change', { value: instance.values.checked })
    }
    component.addListener('tap', toggle)
    component.addListener('kaiketoggle', toggle)
    return () => {
      element.toggleAttribute('checked', instance.values.checked === true)
      element.style.setProperty('--kaike-color', String(instance.values.color))
    }
  },
  detached: forget,
}

export const slider: BuiltIn = {
  tag: 'slider',
  properties: {
    min: { type: Number, value: 0 },
    max: { type: Number, value: 100 },
    step: { type: Number, value: 1 },
    value: { type: Number, value: 0 },
    disabled: Boolean,
    showValue: Boolean,
    activeColor: { type: String, value: '#1aad19' },
    backgroundColor: { type: String, value: '#e9e9e9' },
    blockSize: { type: Number, value: 28 },
    name: String,
  },
  create(instance) {
    remember(instance)
    const { emit, set, values } = instance
    const control = part(instance, 'input', 'kaike-slider')
    control.type = 'range'
    const shown = part(instance, 'span', 'kaike-slider-value')
    control.addEventListener('input', event => {
      event.stopPropagation()
      emit('changing', { value: Number(control.value) })
    })
    control.addEventListener('change', event => {
      event.stopPropagation()
      set({ value: Number(control.value) })
      emit('change', { value: Number(control.value) })
    })
    return () => {
      const [min, max, step, value] = [values.min, values.max, values.step, values.value].map(String)
      Object.assign(control, { min, max, step, value, disabled: values.disabled === true })
      shown.textContent = values.showValue === true ? String(values.value) : ''
    }
  },
  detached: forget,
}

/** `radio` and `checkbox` differ in the effect on the other members of the group. */
function option(tag: 'radio' | 'checkbox'): BuiltIn {
  return {
    tag,
    properties: {
      value: { type: null, value: '' },
      checked: Boolean,
      disabled: Boolean,
      color: { type: String, value: '#09BB07' },
    },
    create(instance) {
      remember(instance)
      const { component, element, set } = instance
      part(instance, 'i', 'kaike-mark')
      const toggle = () => {
        if (instance.values.disabled === true) return
        const group = element.closest<HTMLElement>(`wx-${tag}-group`)
        if (tag === 'radio' && group) for (const other of fieldsIn(group)) other.set({ checked: false })
        set({ checked: tag === 'radio' || instance.values.checked !== true })
        if (group) fields.get(group)?.emit('change', { value: groupValue(group) })
      }
      component.addListener('tap', toggle)
      component.addListener('kaiketoggle', toggle)
      return () => element.toggleAttribute('checked', instance.values.checked === true)
    },
    detached: forget,
  }
}

const group = (tag: string): BuiltIn => ({
  tag,
  properties: { name: String },
  create: instance => void remember(instance),
  detached: forget,
})

export const formParts: readonly BuiltIn[] = [
  form, label, switchControl, slider, option('radio'), option('checkbox'), group('radio-group'),
  group('checkbox-group'),
]
