import { uniStub } from '../../../tests/support/client/fake-server'
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { readPlaybackSettings } from './rules/playback-settings'
import { withSetup } from '../../../tests/support/client/with-setup'
import { usePlaybackCommands } from './use-playback-commands'

const phone = { SDKVersion: '3.4.0' }
Object.assign(uniStub, { getAppBaseInfo: () => phone, getDeviceInfo: () => ({ platform: 'android' }) })

const refused = () => Promise.reject(new Error('fail'))
const commandNames = [
  'requestBackgroundPlayback', 'exitBackgroundPlayback', 'startCasting', 'switchCasting', 'reconnectCasting',
  'exitCasting',
] as const

function watching({ backgroundPlayback = false, plays = true, use = usePlaybackCommands } = {}) {
  const done = () => vi.fn(() => Promise.resolve())
  const commands = {
    ...Object.fromEntries(commandNames.map(name => [name, done()])),
  } as Record<typeof commandNames[number], ReturnType<typeof done>>
  const settings = ref(readPlaybackSettings({ backgroundPlayback }))
  const isPlaying = ref(plays)
  const generation = ref(1)
  const { result, unmount } = withSetup(() => use({
    component: ref(commands), settings, isPlaying: () => isPlaying.value, generation: () => generation.value,
  }))
  const set = (wanted: boolean) => { settings.value = { ...settings.value, backgroundPlayback: wanted } }
  return { ...result, commands, set, isPlaying, generation, unmount }
}

describe('sound in the background', () => {
  it('is requested once per native component, when the picture plays', async () => {
    const { commands, isPlaying, generation } = watching({ backgroundPlayback: true, plays: false })
    expect(commands.requestBackgroundPlayback).not.toHaveBeenCalled()
    isPlaying.value = true
    await flushPromises()
    isPlaying.value = false
    await flushPromises()
    isPlaying.value = true
    await flushPromises()
    expect(commands.requestBackgroundPlayback).toHaveBeenCalledTimes(1)
    generation.value = 2
    await flushPromises()
    expect(commands.requestBackgroundPlayback).toHaveBeenCalledTimes(2)
  })

  it('is requested and ended by the switch', async () => {
    const { commands, set } = watching()
    expect(commands.requestBackgroundPlayback).not.toHaveBeenCalled()
    set(true)
    await flushPromises()
    expect(commands.requestBackgroundPlayback).toHaveBeenCalledTimes(1)
    set(false)
    await flushPromises()
    expect(commands.exitBackgroundPlayback).toHaveBeenCalledTimes(1)
  })

  it('is requested again with the next picture after a refusal', async () => {
    const { commands, isPlaying } = watching({ plays: false, backgroundPlayback: true })
    commands.requestBackgroundPlayback.mockImplementationOnce(refused)
    for (const plays of [true, false, true]) {
      isPlaying.value = plays
      await flushPromises()
    }
    expect(commands.requestBackgroundPlayback).toHaveBeenCalledTimes(2)
  })

  it('is not requested when the base library lacks it', async () => {
    phone.SDKVersion = '2.14.2'
    vi.resetModules()
    const { usePlaybackCommands: use } = await import('./use-playback-commands')
    const { commands } = watching({ backgroundPlayback: true, use })
    await flushPromises()
    expect(commands.requestBackgroundPlayback).not.toHaveBeenCalled()
  })

  it('ends with the page, only if it was requested', async () => {
    const heard = watching({ backgroundPlayback: true })
    const silent = watching()
    await flushPromises()
    heard.unmount()
    silent.unmount()
    expect([
      heard.commands.exitBackgroundPlayback.mock.calls.length, silent.commands.exitBackgroundPlayback.mock.calls.length,
    ]).toEqual([1, 0])
  })
})

describe('casting to a television', () => {
  it('starts, is interrupted, reconnects and ends', async () => {
    const { casting, cast, commands, onCastingUserSelect, onCastingStateChange, onCastingInterrupt } = watching()
    cast('startCasting')
    onCastingUserSelect({ state: 'success' })
    onCastingStateChange({ type: 'connect', state: 'success' })
    expect([casting.value, commands.startCasting.mock.calls.length]).toEqual(['casting', 1])
    onCastingInterrupt()
    expect(casting.value).toBe('interrupted')
    cast('reconnectCasting')
    onCastingStateChange({ type: 'connect', state: 'success' })
    expect([casting.value, commands.reconnectCasting.mock.calls.length]).toEqual(['casting', 1])
    cast('exitCasting')
    await flushPromises()
    expect([casting.value, commands.exitCasting.mock.calls.length]).toEqual(['off', 1])
  })

  it('sends the command synchronously in the tap handler', () => {
    const { cast, commands } = watching()
    cast('switchCasting')
    expect(commands.switchCasting).toHaveBeenCalledTimes(1)
  })

  it('is off after a refusal and after the component is replaced', async () => {
    const { casting, cast, commands, generation, onCastingStateChange } = watching()
    commands.startCasting.mockImplementationOnce(refused)
    cast('startCasting')
    await flushPromises()
    expect(casting.value).toBe('off')
    cast('startCasting')
    onCastingStateChange({ type: 'connect', state: 'success' })
    generation.value = 2
    await flushPromises()
    expect(casting.value).toBe('off')
  })
})
