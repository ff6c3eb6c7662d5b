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
  it('plays on the television once one was chosen and has answered', () => {
    expect([after(start), after(start, chosen), after(start, chosen, succeeded)]).toEqual(['choosing', 'choosing', 'casting'])
  })

  it('is off again where none was chosen, none answered, or WeChat refused', () => {
    expect([after(start, notChosen), after(start, chosen, failed), after(start, { type: 'commandRefused' })]).toEqual(['off', 'off', 'off'])
  })

  it('keeps the television that plays while another one is not chosen', () => {
    expect(after(start, succeeded, notChosen)).toBe('casting')
  })

  it('can be taken up again when it was interrupted or a switch failed', () => {
    expect([after(start, succeeded, interrupted), after(start, succeeded, failed), after(start, succeeded, interrupted, succeeded)])
      .toEqual(['interrupted', 'interrupted', 'casting'])
  })

  it('is not begun by an answer that comes after its end', () => {
    expect(after(start, succeeded, ended, succeeded)).toBe('off')
  })

  it('can be ended, and asked for, from everywhere', () => {
    const input = fc.constantFrom(start, chosen, notChosen, succeeded, failed, interrupted, ended)
    fc.assert(fc.property(fc.array(input), inputs => {
      const phase = after(...inputs)
      expect(CASTING_COMMANDS[phase].length).toBeGreaterThan(0)
      expect(stepCasting(phase, ended)).toBe('off')
      if (phase === 'casting' || phase === 'interrupted') expect(CASTING_COMMANDS[phase]).toContain('exitCasting')
    }))
  })
})
