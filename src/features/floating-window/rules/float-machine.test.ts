import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { NOWHERE, isAt, stepFloat } from './float-machine'
import type { FloatInput, FloatState } from './float-machine'

const after = (...inputs: FloatInput[]): FloatState => inputs.reduce(stepFloat, NOWHERE)
const shown = (page: number, lessonId = 'l'): FloatInput => ({ type: 'pageShown', page, lessonId })
const left = (page: number, isGone: boolean, floats: boolean): FloatInput =>
  ({ type: 'pageLeft', page, isGone, floats })

describe('in a browser', () => {
  it('floats while its page is covered or gone', () => {
    const covered = after(shown(1), left(1, false, true))
    expect(covered).toEqual({ phase: 'floating', page: 1, lessonId: 'l', isPageGone: false })
    expect(stepFloat(covered, shown(1))).toEqual({ phase: 'on-page', page: 1, lessonId: 'l' })
    expect(stepFloat(covered, left(1, true, true))).toMatchObject({ phase: 'floating', isPageGone: true })
    expect(after(shown(1), left(1, true, true), shown(2))).toEqual({ phase: 'on-page', page: 2, lessonId: 'l' })
  })

  it('ends with its window only if its page is gone', () => {
    expect(after(shown(1), left(1, true, true), { type: 'windowClosed' })).toEqual(NOWHERE)
    expect(after(shown(1), left(1, false, true), { type: 'windowClosed' }))
      .toEqual({ phase: 'behind', page: 1, lessonId: 'l' })
  })

  it('does not reopen a closed window when its page is gone', () => {
    expect(after(shown(1), left(1, false, true), { type: 'windowClosed' }, left(1, true, true))).toEqual(NOWHERE)
  })

  it('floats again after a reload, unless a page shows the class', () => {
    expect(after({ type: 'resumed', lessonId: 'l' })).toMatchObject({ phase: 'floating', isPageGone: true })
    expect(after(shown(1), { type: 'resumed', lessonId: 'l' })).toMatchObject({ phase: 'on-page' })
  })
})

describe('in WeChat', () => {
  const opened: FloatInput = { type: 'windowOpened', page: 1 }

  test.each([
    ['after', [shown(1), left(1, false, false), opened]],
    ['before', [shown(1), opened, left(1, false, false)]],
  ] as const)('floats if the window is reported %s the page is hidden', (_when, inputs) => {
    expect(after(...inputs)).toEqual({ phase: 'floating', page: 1, lessonId: 'l', isPageGone: false })
  })

  it('ends when the page is gone after its window was closed', () => {
    expect(after(shown(1), opened, { type: 'windowClosed' }, left(1, true, false))).toEqual(NOWHERE)
  })

  it('shows the page after a tap on the window, and ignores the close that follows', () => {
    expect(after(shown(1), opened, shown(1), { type: 'windowClosed' }))
      .toEqual({ phase: 'on-page', page: 1, lessonId: 'l' })
  })

  it('ignores inputs of an earlier page after another one has taken over', () => {
    const taken = after(shown(1, 'a'), opened, shown(2, 'b'))
    expect(taken).toEqual({ phase: 'on-page', page: 2, lessonId: 'b' })
    expect(stepFloat(taken, left(1, true, false))).toBe(taken)
    expect(stepFloat(taken, opened)).toBe(taken)
  })
})

const page = fc.integer({ min: 1, max: 3 })
const input: fc.Arbitrary<FloatInput> = fc.oneof(
  fc.record({ type: fc.constant('pageShown' as const), page, lessonId: fc.constantFrom('a', 'b') }),
  fc.record({ type: fc.constant('pageLeft' as const), page, isGone: fc.boolean(), floats: fc.boolean() }),
  fc.record({ type: fc.constant('windowOpened' as const), page }),
  fc.constant<FloatInput>({ type: 'windowClosed' }),
  fc.constantFrom<FloatInput>({ type: 'resumed', lessonId: 'a' }, { type: 'resumed', lessonId: 'b' }),
)

test('at most one page has the player, and only a shown page takes it', () => {
  fc.assert(fc.property(fc.array(input, { maxLength: 30 }), inputs => {
    let state = NOWHERE
    for (const it of inputs) {
      const before = state
      state = stepFloat(before, it)
      expect([1, 2, 3].filter(number => isAt(state, number)).length).toBeLessThanOrEqual(1)
      const hasMoved = 'page' in state && !isAt(before, state.page)
      if (hasMoved) expect(['pageShown', 'resumed']).toContain(it.type)
      if (it.type === 'pageShown') expect(state).toEqual({ phase: 'on-page', page: it.page, lessonId: it.lessonId })
      if (it.type === 'pageLeft' && it.isGone && !it.floats) expect(isAt(state, it.page)).toBe(false)
      if (it.type === 'windowClosed') expect(state.phase).not.toBe('floating')
    }
  }))
})
