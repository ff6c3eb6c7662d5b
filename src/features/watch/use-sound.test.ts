import { expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { useSound } from './use-sound'

function sound() {
  const mute = vi.fn(async () => {})
  return { mute, ...useSound(ref({ mute })) }
}

it('mutes by the attribute only', () => {
  const { isMuted, toggleSound, mute } = sound()
  toggleSound()
  expect(isMuted.value).toBe(true)
  toggleSound()
  expect(isMuted.value).toBe(false)
  expect(mute).not.toHaveBeenCalled()
})

it('turns the sound on with the first tap after the browser has refused it', () => {
  const { isMuted, needsTapForSound, toggleSound, onAutoplayMuted, mute } = sound()
  onAutoplayMuted()
  expect(needsTapForSound.value).toBe(true)
  toggleSound()
  expect([needsTapForSound.value, isMuted.value]).toEqual([false, false])
  expect(mute.mock.calls).toEqual([[false]])
  toggleSound()
  expect(isMuted.value).toBe(true)
})

it('does not stay muted when the student had muted the picture before the refusal', () => {
  const { isMuted, toggleSound, onAutoplayMuted } = sound()
  toggleSound()
  onAutoplayMuted()
  toggleSound()
  expect(isMuted.value).toBe(false)
})
