import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'

const contexts = { player: [] as object[], pusher: [] as object[] }
const make = (component: 'player' | 'pusher') => vi.fn(() => {
  const number = contexts[component].length
  const answer = ({ success }: { success: (result: unknown) => void }) => success({ maxZoom: number })
  const context = { play: answer, stop: answer, start: answer, getMaxZoom: answer, requestPictureInPicture: undefined }
  contexts[component].push(context)
  return context
})
vi.stubGlobal('uni', {
  getAppBaseInfo: () => ({ SDKVersion: '2.20.0' }),
  getDeviceInfo: () => ({ platform: 'ios' }),
  createLivePlayerContext: make('player'),
  createLivePusherContext: make('pusher'),
})

const { default: LivePlayer } = await import('./live-player.vue')
const { default: LivePusher } = await import('./live-pusher.vue')

beforeEach(() => {
  contexts.player = []
  contexts.pusher = []
})

describe.each([
  ['live-player', LivePlayer, 'player'],
  ['live-pusher', LivePusher, 'pusher'],
] as const)('the port of <%s>', (tag, port, component) => {
  test('a new generation creates a new tag and a new context', async () => {
    const wrapper = mount(port, { props: { generation: 0 } })
    const before = wrapper.find(tag).element
    await wrapper.setProps({ muted: true })
    expect(wrapper.find(tag).element).toBe(before)
    await wrapper.setProps({ generation: 1 })
    await nextTick()
    expect(wrapper.findAll(tag)).toHaveLength(1)
    expect(wrapper.find(tag).element).not.toBe(before)
    expect(contexts[component]).toHaveLength(2)
  })

  test('emits an event only when its detail is readable', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const wrapper = mount(port)
    const native = wrapper.find(tag)
    const send = (name: string, detail: unknown) => native.element.dispatchEvent(new CustomEvent(name, { detail }))
    send('statechange', { code: '1102', message: 'again' })
    send('statechange', undefined)
    send('netstatus', { info: { videoFPS: 15 } })
    send('error', { errMsg: 'no number' })
    send('enterpictureinpicture', undefined)
    expect(wrapper.emitted('statechange')).toEqual([[{ code: 1102, message: 'again' }]])
    expect(wrapper.emitted('netstatus')).toEqual([[{ info: { videoFPS: 15 } }]])
    expect(wrapper.emitted('error')).toBeUndefined()
    expect(wrapper.emitted('enterpictureinpicture')).toEqual([[]])
  })
})

test('attributes that this WeChat lacks keep their defaults on the tag', () => {
  const wrapper = mount(LivePusher, { props: { fps: 24, mode: 'HVGA', filter: 'pink' } })
  const attributes = wrapper.find('live-pusher').attributes()
  expect(attributes).toMatchObject({ fps: '15', mode: 'SD', filter: 'pink' })
})

test('refuses a documented command that the context does not have', async () => {
  const { vm } = mount(LivePlayer)
  await expect((vm as unknown as { requestPictureInPicture: () => Promise<void> }).requestPictureInPicture())
    .rejects.toMatchObject({ errMsg: 'requestPictureInPicture:fail not supported by this version' })
})
