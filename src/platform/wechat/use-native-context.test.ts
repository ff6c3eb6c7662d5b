import { mount } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import { defineComponent, h, nextTick } from 'vue'
import { useNativeContext } from './use-native-context'

/** A port whose contexts answer each `start` with their own number. */
function mountPort() {
  let made = 0
  const create = vi.fn((_component: unknown) => {
    made += 1
    const number = made
    return { start: ({ success }: { success: (result: number) => void }) => success(number), now: () => number }
  })
  const wrapper = mount(defineComponent({
    props: { generation: { type: Number, required: true } },
    setup(props, { expose }) {
      const native = useNativeContext(create, () => props.generation)
      expose(native)
      return { ...native }
    },
    render: () => h('div'),
  }), { props: { generation: 0 } })
  return { create, wrapper, call: (name = 'start') => wrapper.vm.call(name), callNow: () => wrapper.vm.callNow('now') }
}

test('a command reaches the context of the mounted tag immediately', async () => {
  const { create, wrapper } = mountPort()
  expect(create).toHaveBeenCalledTimes(1)
  expect(create.mock.calls[0]?.[0]).toHaveProperty('$nextTick')
  await expect(wrapper.vm.call('start')).resolves.toBe(1)
})

test('a command waits for the context of a new generation', async () => {
  const { wrapper, create, call, callNow } = mountPort()
  await wrapper.setProps({ generation: 1 })
  const early = [call(), callNow()]
  await expect(Promise.all(early)).resolves.toEqual([2, 2])
  await expect(call()).resolves.toBe(2)
  expect(create).toHaveBeenCalledTimes(2)
})

test('after several quick generations only the last one gets commands', async () => {
  const { wrapper, call } = mountPort()
  const results: Promise<unknown>[] = []
  for (const generation of [1, 2, 3]) {
    void wrapper.setProps({ generation })
    await nextTick()
    results.push(call())
  }
  const numbers = await Promise.all(results)
  expect(new Set(numbers).size).toBe(1)
  await expect(call()).resolves.toBe(numbers[0])
})

test('keeps the context within one generation', async () => {
  const { wrapper, create } = mountPort()
  await wrapper.setProps({ generation: 0 })
  await nextTick()
  expect(create).toHaveBeenCalledTimes(1)
})

test('an unmounted port refuses commands and rejects the waiting ones', async () => {
  const { wrapper, call } = mountPort()
  await wrapper.setProps({ generation: 1 })
  const waiting = call()
  wrapper.unmount()
  await expect(waiting).rejects.toMatchObject({ errMsg: 'start:fail component is gone' })
  await expect(call()).rejects.toMatchObject({ errMsg: 'start:fail component is gone' })
})
