import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UNHEARD, isSilent, listen, restart } from './silent-microphone'
import type { MicWatch } from './silent-microphone'

const START = 1_000_000

/** One report in each step. */
function after(from: MicWatch, volume: number, { fromMs, untilMs, everyMs = 500 }: {
  fromMs: number
  untilMs: number
  everyMs?: number
}): MicWatch {
  let state = from
  for (let atMs = fromMs; atMs <= untilMs; atMs += everyMs) state = listen(state, volume, START + atMs)
  return state
}

describe('a microphone', () => {
  it('is silent after 20 s without a sound', () => {
    expect(isSilent(UNHEARD)).toBe(false)
    expect(isSilent(after(UNHEARD, 0, { fromMs: 0, untilMs: 19_500 }))).toBe(false)
    expect(isSilent(after(UNHEARD, 0, { fromMs: 0, untilMs: 20_000 }))).toBe(true)
  })

  it('is heard again with the first sound, and silent only after another 20 s', () => {
    const silent = after(UNHEARD, 0, { fromMs: 0, untilMs: 30_000 })
    const heard = listen(silent, 40, START + 30_500)
    expect(isSilent(heard)).toBe(false)
    expect(isSilent(after(heard, 0, { fromMs: 31_000, untilMs: 50_000 }))).toBe(false)
    expect(isSilent(after(heard, 0, { fromMs: 31_000, untilMs: 51_000 }))).toBe(true)
  })

  it('keeps its scale: noise of a microphone that reports 0 to 100 is silence', () => {
    const spoken = listen(UNHEARD, 80, START)
    expect(isSilent(after(spoken, 0.9, { fromMs: 500, untilMs: 20_500 }))).toBe(true)
    expect(isSilent(after(restart(spoken), 0.9, { fromMs: 500, untilMs: 20_500 }))).toBe(true)
  })

  it('that reports nothing for over 10 s starts a new period', () => {
    const quiet = after(UNHEARD, 0, { fromMs: 0, untilMs: 15_000 })
    expect(isSilent(listen(quiet, 0, START + 25_000))).toBe(true)
    expect(isSilent(listen(quiet, 0, START + 25_001))).toBe(false)
  })

  it('is not silent because the clock was set forward or back', () => {
    const quiet = after(UNHEARD, 0, { fromMs: 0, untilMs: 5_000 })
    expect(isSilent(listen(quiet, 0, START + 3_600_000))).toBe(false)
    expect(isSilent(listen(quiet, 0, START - 3_600_000))).toBe(false)
  })

  it('is never silent within 20 s after a sound or a new period', () => {
    const volume = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 100, noNaN: true }))
    const report = fc.record({ volume, pauseMs: fc.integer({ min: -5_000, max: 15_000 }), isRestart: fc.boolean() })
    fc.assert(fc.property(fc.array(report), reports => {
      let [state, atMs, calmSinceMs] = [UNHEARD, START, START]
      for (const { volume: loudness, pauseMs, isRestart } of reports) {
        atMs += pauseMs
        if (isRestart) state = restart(state)
        state = listen(state, loudness, atMs)
        // A level of 1 is the loudest sound so far, whatever the scale.
        if (isRestart || pauseMs < 0 || state.level.level === 1) calmSinceMs = atMs
        if (atMs - calmSinceMs < 20_000) expect(isSilent(state)).toBe(false)
      }
    }))
  })
})
