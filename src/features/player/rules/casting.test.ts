import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CASTING_COMMANDS, stepCasting } from './casting'
import type { CastingInput, CastingPhase } from './casting'

const after = (...inputs: CastingInput[]): CastingPhase => inputs.reduce<CastingPhase>(stepCasting, 'off')
const start: CastingInput = { type: 'startRequested' }
const chosen: CastingInput = { type: 'deviceAnswered', isChosen: true }
const notChosen: CastingInput = { type: 'deviceAnswered', isChosen: false }
const succeeded: CastingInput = { type: 'changed', hasSucceeded: true }
const failed: CastingInput = { type: 'changed', hasSucceeded: false }
const interrupted: CastingInput = { type: 'interrupted' }
const ended: CastingInput = { type: 'ended' }

describe('casting', () => {
  it('is casting after a device was chosen and has answered', () => {
    expect([after(start), after(start, chosen), after(start, chosen, succeeded)])
      .toEqual(['choosing', 'choosing', 'casting'])
  })

  it('is off when no device was chosen, none answered, or WeChat refused', () => {
    expect([after(start, notChosen), after(start, chosen, failed), after(start, { type: 'commandRefused' })])
      .toEqual(['off', 'off', 'off'])
  })

  it('keeps the current device when the choice of another is cancelled', () => {
    expect(after(start, succeeded, notChosen)).toBe('casting')
  })

  it('can resume after an interruption or a failed switch', () => {
    expect([
      after(start, succeeded, interrupted), after(start, succeeded, failed),
      after(start, succeeded, interrupted, succeeded),
    ])
      .toEqual(['interrupted', 'interrupted', 'casting'])
  })

  it('ignores an answer that arrives after the end', () => {
    expect(after(start, succeeded, ended, succeeded)).toBe('off')
  })

  it('has a command in every phase, and ends from every phase', () => {
    const input = fc.constantFrom(start, chosen, notChosen, succeeded, failed, interrupted, ended)
    fc.assert(fc.property(fc.array(input), inputs => {
      const phase = after(...inputs)
      expect(CASTING_COMMANDS[phase].length).toBeGreaterThan(0)
      expect(stepCasting(phase, ended)).toBe('off')
      if (phase === 'casting' || phase === 'interrupted') expect(CASTING_COMMANDS[phase]).toContain('exitCasting')
    }))
  })
})
