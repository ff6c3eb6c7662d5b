import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_PROGRESS, playerMotion, pusherMotion, stepProgress } from './progress'
import type { Motion, ProgressInput, Verdict } from './progress'

/** The verdicts on a row of inputs; a word stands for a report. */
function verdicts(inputs: readonly (Motion | 'tick' | 'begun')[]): (Verdict | undefined)[] {
  let progress = NO_PROGRESS
  return inputs.map(it => {
    const input: ProgressInput = it === 'tick'
      ? { type: 'ticked' }
      : it === 'begun' ? { type: 'begun' } : { type: 'measured', motion: it }
    const next = stepProgress(progress, input)
    progress = next.progress
    return next.verdict
  })
}
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

describe('media', () => {
  it('moves after two reports in a row that show it', () => {
    expect(verdicts(['moves', 'moves', 'moves'])).toEqual([undefined, 'moves', 'moves'])
    expect(verdicts(['moves', 'stands', 'moves'])).toEqual([undefined, undefined, undefined])
    expect(verdicts(['moves', 'begun', 'moves'])).toEqual([undefined, undefined, undefined])
  })

  it('stands after three reports in a row without it, and again after three more', () => {
    expect(verdicts(times(6, 'stands')).map(it => it === 'stands'))
      .toEqual([false, false, true, false, false, true])
  })

  it('is silent after twenty seconds without a report', () => {
    expect(verdicts(['moves', ...times(10, 'tick' as const)]).at(-1)).toBe('silent')
    expect(verdicts(['moves', ...times(9, 'tick' as const), 'unclear', 'tick'])).not.toContain('silent')
  })

  it('is judged once when no report ever comes, and again after one', () => {
    const silent = times(30, 'tick' as const)
    expect(verdicts(silent).filter(Boolean)).toEqual(['silent'])
    expect(verdicts([...silent, 'moves', ...silent]).filter(Boolean)).toEqual(['silent', 'silent'])
  })

  it('has a verdict only for the last reports', () => {
    const input = fc.constantFrom<Motion | 'tick' | 'begun'>('moves', 'stands', 'unclear', 'tick', 'begun')
    fc.assert(fc.property(fc.array(input), inputs => {
      const last = verdicts(inputs).at(-1)
      if (last === 'moves') expect(inputs.filter(it => it !== 'tick').slice(-2)).toEqual(['moves', 'moves'])
      if (last === 'stands') expect(inputs.at(-1)).toBe('stands')
      if (last === 'silent') expect(inputs.at(-1)).toBe('tick')
    }))
  })
})

describe('one report', () => {
  it('of a pusher shows media by its bitrate, unless the speed is 0', () => {
    expect(pusherMotion({ videoBitrateKbps: 900, audioBitrateKbps: 48 })).toBe('moves')
    expect(pusherMotion({ videoBitrateKbps: 0, audioBitrateKbps: 48, speedKbps: 50 })).toBe('moves')
    expect(pusherMotion({ videoBitrateKbps: 900, speedKbps: 0 })).toBe('stands')
    expect(pusherMotion({ videoBitrateKbps: 0, audioBitrateKbps: 0 })).toBe('stands')
    expect(pusherMotion({ fps: 15 })).toBe('unclear')
  })

  it('of a player shows media by frames and bytes', () => {
    expect(playerMotion({ fps: 15, speedKbps: 900 })).toBe('moves')
    expect(playerMotion({ fps: 15 })).toBe('moves')
    expect(playerMotion({ fps: 15, speedKbps: 0 })).toBe('unclear')
    expect(playerMotion({ fps: 0, speedKbps: 48 })).toBe('unclear')
    expect(playerMotion({ fps: 0, speedKbps: 48, videoBitrateKbps: 0, audioBitrateKbps: 48 })).toBe('moves')
    expect(playerMotion({ fps: 0, speedKbps: 900, videoBitrateKbps: 850, audioBitrateKbps: 48 })).toBe('stands')
    expect(playerMotion({ fps: 0, speedKbps: 0 })).toBe('stands')
    expect(playerMotion({ speedKbps: 0 })).toBe('unclear')
  })
})
