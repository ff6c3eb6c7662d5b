import type { BuiltIn, Instance } from './built-in'

const pad = (value: number): string => String(value).padStart(2, '0')
const span = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, n) => pad(from + n))

/** Wheels of a mode, with the position of each. */
function wheelsOf({ values }: Instance): { options: string[], chosen: number }[] {
  const { mode, range, rangeKey, value, start, end } = values
  const label = (entry: unknown) =>
    String(rangeKey === '' || typeof entry !== 'object' ? entry : (entry as Record<string, unknown>)[String(rangeKey)])
  const list = Array.isArray(range) ? range as unknown[] : []
  switch (mode) {
    case 'multiSelector': {
      const at = Array.isArray(value) ? value as number[] : []
      return list.map((column, n) => ({ options: (column as unknown[]).map(label), chosen: at[n] ?? 0 }))
    }
    case 'time': {
      const [hour = '00', minute = '00'] = String(value).split(':')
      return [{ options: span(0, 23), chosen: Number(hour) }, { options: span(0, 59), chosen: Number(minute) }]
    }
    case 'date': {
      const firstYear = Number(String(start).slice(0, 4)) || 1900
      const lastYear = Number(String(end).slice(0, 4)) || 2100
      const [year = String(firstYear), month = '01', day = '01'] = String(value).split('-')
      const years = Array.from({ length: lastYear - firstYear + 1 }, (_, n) => String(firstYear + n))
      return [
        { options: years, chosen: Number(year) - firstYear },
        { options: span(1, 12), chosen: Number(month) - 1 },
        { options: span(1, 31), chosen: Number(day) - 1 },
      ]
    }
    default: return [{ options: list.map(label), chosen: Number(value) || 0 }]
  }
}

/** Value of the `change` event for the positions of the wheels. */
function valueOf(mode: unknown, chosen: number[], texts: string[]): unknown {
  if (mode === 'multiSelector') return chosen
  if (mode === 'time') return texts.join(':')
  if (mode === 'date') return texts.join('-')
  return String(chosen[0])
}

function openPanel(instance: Instance): void {
  const { emit, values, host } = instance
  const wheels = wheelsOf(instance)
  const panel = document.createElement('div')
  panel.className = 'kaike-picker'
  const selects = wheels.map(({ options, chosen }, column) => {
    const select = document.createElement('select')
    select.size = 5
    select.append(...options.map(option => new Option(option, option)))
    select.selectedIndex = chosen
    select.addEventListener('change', () => {
      if (values.mode === 'multiSelector') emit('columnchange', { column, value: select.selectedIndex })
    })
    return select
  })
  const close = () => panel.remove()
  const action = (className: string, text: string, run: () => void) => {
    const element = document.createElement('button')
    element.className = className
    element.textContent = text
    element.addEventListener('click', () => {
      close()
      run()
    })
    return element
  }
  const isChinese = host.options.language === 'zh_CN'
  panel.append(
    action('kaike-cancel', isChinese ? '取消' : 'Cancel', () => emit('cancel')),
    action('kaike-confirm', isChinese ? '确定' : 'Done', () => {
      const chosen = selects.map(({ selectedIndex }) => selectedIndex)
      const value = valueOf(values.mode, chosen, selects.map(({ value: text }) => text))
      instance.set({ value })
      emit('change', { value })
    }),
    ...selects,
  )
  document.body.append(panel)
}

export const picker: BuiltIn = {
  tag: 'picker',
  properties: {
    mode: { type: String, value: 'selector' },
    range: { type: Array, value: [] },
    rangeKey: String,
    value: { type: null, value: 0 },
    start: String,
    end: String,
    fields: { type: String, value: 'day' },
    headerText: String,
    disabled: Boolean,
    name: String,
  },
  create(instance) {
    instance.component.addListener('tap', () => {
      if (instance.values.disabled !== true) openPanel(instance)
    })
    return undefined
  },
}
