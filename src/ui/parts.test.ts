import '../../tests/support/client/fake-server'
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import KButton from './controls/k-button.vue'
import KCard from './layout/k-card.vue'
import KCountdown from './display/k-countdown.vue'
import KField from './controls/k-field.vue'
import KLiveControl from './controls/k-live-control.vue'
import KQualityBar from './display/k-quality-bar.vue'
import KSlider from './controls/k-slider.vue'
import KTabs from './controls/k-tabs.vue'
import NativePicker from './native/native-picker.h5.vue'
import NativeSlider from './native/native-slider.h5.vue'
import NativeSwitch from './native/native-switch.h5.vue'

describe('a button', () => {
  it('emits a tap', async () => {
    const button = mount(KButton, { slots: { default: '登录' } })
    await button.trigger('tap')
    expect(button.emitted('tap')).toHaveLength(1)
  })

  it.each(['disabled', 'loading'] as const)('emits no tap while %s', async state => {
    const button = mount(KButton, { props: { [state]: true } })
    await button.trigger('tap')
    expect(button.emitted('tap')).toBeUndefined()
  })

  it('Tab skips it while disabled, but not while busy', () => {
    expect(mount(KButton, { props: { disabled: true } }).attributes())
      .toMatchObject({ 'tabindex': '-1', 'aria-disabled': 'true' })
    expect(mount(KButton, { props: { loading: true } }).attributes())
      .toMatchObject({ 'tabindex': '0', 'aria-busy': 'true' })
  })
})

describe('a card', () => {
  it('is a link only when it is tappable', async () => {
    const still = mount(KCard)
    await still.trigger('tap')
    expect(still.attributes('role')).toBeUndefined()
    expect(still.emitted('tap')).toBeUndefined()
    const leading = mount(KCard, { props: { tappable: true } })
    await leading.trigger('tap')
    expect(leading.attributes()).toMatchObject({ role: 'link', tabindex: '0' })
    expect(leading.emitted('tap')).toHaveLength(1)
  })
})

describe('tabs', () => {
  const items = [{ value: 'sd', label: '流畅' }, { value: 'hd', label: '高清' }]

  it('emit another choice, not the same one', async () => {
    const tabs = mount(KTabs, { props: { items, modelValue: 'sd', label: '清晰度' } })
    const [first, second] = tabs.findAll('button')
    await first?.trigger('tap')
    await second?.trigger('tap')
    expect(tabs.emitted('update:modelValue')).toEqual([['hd']])
  })

  it('only the chosen item is a tab stop', () => {
    const tabs = mount(KTabs, { props: { items, modelValue: 'hd', label: '清晰度', kind: 'choice' } })
    const shown = tabs.findAll('button').map(item =>
      ['role', 'tabindex', 'aria-checked'].map(name => item.attributes(name)))
    expect(shown)
      .toEqual([['radio', '-1', 'false'], ['radio', '0', 'true']])
  })
})

describe('a control over video', () => {
  it('has a pressed state only when it switches something', () => {
    expect(mount(KLiveControl, { props: { icon: 'mic', label: '静音', active: false } }).attributes('aria-pressed'))
      .toBe('false')
    expect(mount(KLiveControl, { props: { icon: 'close', label: '下课' } }).attributes('aria-pressed')).toBeUndefined()
  })
})

describe('the quality bar', () => {
  it.each([
    [1, 5], [3, 3], [5, 1], [6, 0], [0, 0],
  ] as const)('at level %i lights %i bars and names the level', (level, lit) => {
    const bar = mount(KQualityBar, { props: { level } })
    expect(bar.findAll('.lit')).toHaveLength(lit)
    expect(bar.attributes('aria-label')).toMatch(/^网络/)
  })
})

describe('a field', () => {
  it('replaces the hint by the error and announces it', async () => {
    const field = mount(KField, { props: { modelValue: '', label: '账号', hint: '学号或工号' } })
    expect(field.find('.note').text()).toBe('学号或工号')
    expect(field.find('[role=alert]').exists()).toBe(false)
    await field.setProps({ error: '请输入账号' })
    expect(field.find('[role=alert]').text()).toBe('请输入账号')
  })

  it('shows a password on request', async () => {
    const field = mount(KField, { props: { modelValue: 'x', label: '密码', type: 'password' } })
    expect(field.find('button').attributes('aria-label')).toBe('显示密码')
    await field.find('button').trigger('tap')
    expect(field.find('button').attributes('aria-label')).toBe('隐藏密码')
  })
})

describe('the browser\'s picker', () => {
  const props = {
    value: '',
    mode: 'selector',
    options: [{ value: 'a', label: '甲' }],
    labelId: 'l',
    label: '课程',
    placeholder: '请选择',
  } as const

  it('shows the placeholder until a choice and emits the value', async () => {
    const picker = mount(NativePicker, { props })
    expect(picker.findAll('option').map(option => option.text())).toEqual(['请选择', '甲'])
    await picker.find('select').setValue('a')
    expect(picker.emitted('change')).toEqual([['a']])
  })

  it('uses the browser\'s own control for dates', () => {
    const picker = mount(NativePicker, { props: { ...props, mode: 'date', value: '2026-11-23' } })
    expect(picker.attributes('type')).toBe('date')
  })
})

describe('the browser\'s switch', () => {
  it('has the role of a switch and emits the new state', async () => {
    const native = mount(NativeSwitch, { props: { checked: true, label: '降噪' } })
    expect(native.attributes()).toMatchObject({ 'role': 'switch', 'aria-label': '降噪' })
    await native.get('input').setValue(false)
    expect(native.emitted('change')).toEqual([[false]])
  })
})

describe('a slider', () => {
  it('of the browser has its limits and its value in words', async () => {
    const native = mount(NativeSlider, { props: { value: 5, min: 0, max: 9, step: 1, label: '美颜', valueText: '5' } })
    expect(native.attributes()).toMatchObject({ 'type': 'range', 'min': '0', 'max': '9', 'aria-valuetext': '5' })
    await native.get('input').setValue('7')
    expect(native.emitted('change')).toEqual([[7]])
  })

  it('emits each step once', () => {
    const slider = mount(KSlider, {
      props: { modelValue: 3, max: 9, label: '美颜' },
      global: { stubs: { NativeSlider: true } },
    })
    const native = slider.getComponent({ name: 'NativeSlider' })
    native.vm.$emit('change', 3)
    native.vm.$emit('change', 4)
    expect(slider.emitted('update:modelValue')).toEqual([[4]])
  })
})

describe('a countdown', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.setSystemTime(Date.parse('2026-11-23T01:00:00Z'))
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('counts by the server\'s clock and emits the end once', () => {
    const countdown = mount(KCountdown, { props: { toMs: Date.now() + 12_000, clockOffsetMs: 10_000 } })
    expect(countdown.find('.time').text()).toBe('0:02')
    vi.advanceTimersByTime(10_000)
    expect(countdown.emitted('done')).toHaveLength(1)
  })

  it('stops its timer when it is unmounted', () => {
    const countdown = mount({ render: () => h(KCountdown, { toMs: Date.now() + 60_000 }) })
    expect(vi.getTimerCount()).toBe(1)
    countdown.unmount()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('counts again when the time changes', async () => {
    const countdown = mount(KCountdown, { props: { toMs: Date.now() + 1_000 } })
    vi.advanceTimersByTime(2_000)
    await countdown.setProps({ toMs: Date.now() + 30_000 })
    expect(countdown.find('.time').text()).toBe('0:30')
    expect(vi.getTimerCount()).toBe(1)
  })
})
