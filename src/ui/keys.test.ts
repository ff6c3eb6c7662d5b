import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { enterFocusScope } from './layout/focus-scope.h5'
import { listenForKeys } from './keyboard.h5'

const press = (target: Element | null, key: string, more: KeyboardEventInit = {}) =>
  target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))

const byId = (id: string) => document.getElementById(id)

beforeAll(() => listenForKeys())
afterEach(() => document.body.replaceChildren())

describe('keys', () => {
  function listenTo(html: string): string[] {
    document.body.innerHTML = html
    const clicked: string[] = []
    document.body.onclick = event => {
      if (event.target instanceof Element) clicked.push(event.target.id)
    }
    return clicked
  }

  it('Enter and Space press a button, Enter alone presses a link', () => {
    const clicked = listenTo('<div id="b" role="button" tabindex="0"></div><div id="l" role="link" tabindex="0"></div>')
    press(byId('b'), 'Enter')
    press(byId('b'), ' ')
    press(byId('l'), 'Enter')
    press(byId('l'), ' ')
    expect(clicked).toEqual(['b', 'b', 'l'])
  })

  it('a held key presses once, a key with Ctrl never', () => {
    const clicked = listenTo('<div id="b" role="button" tabindex="0"></div>')
    press(byId('b'), 'Enter')
    press(byId('b'), 'Enter', { repeat: true })
    press(byId('b'), 'Enter', { ctrlKey: true })
    expect(clicked).toEqual(['b'])
  })

  it('an input keeps its own keys', () => {
    const clicked = listenTo('<input id="i">')
    press(byId('i'), 'Enter')
    expect(clicked).toEqual([])
  })

  it('arrow keys move through the choices of a group', () => {
    const clicked = listenTo(`<div role="radiogroup">
      <p id="one" role="radio" tabindex="0"></p><p id="two" role="radio" tabindex="-1"></p>
    </div>`)
    press(byId('one'), 'ArrowRight')
    expect(document.activeElement?.id).toBe('two')
    press(byId('two'), 'ArrowRight')
    press(byId('one'), 'ArrowLeft')
    expect(clicked).toEqual(['two', 'one', 'two'])
  })
})

describe('a focus scope', () => {
  beforeEach(() => {
    document.body.innerHTML = `<button id="before"></button>
      <div id="sheet" tabindex="-1"><button id="first"></button><button id="last"></button></div>`
    byId('before')?.focus()
  })

  it('takes the focus, keeps it inside and returns it', () => {
    const leave = enterFocusScope('sheet', () => {})
    expect(document.activeElement?.id).toBe('sheet')
    press(document.activeElement, 'Tab')
    expect(document.activeElement?.id).toBe('first')
    press(document.activeElement, 'Tab', { shiftKey: true })
    expect(document.activeElement?.id).toBe('last')
    press(document.activeElement, 'Tab')
    expect(document.activeElement?.id).toBe('first')
    leave()
    expect(document.activeElement?.id).toBe('before')
  })

  it('reports Esc only while it is active', () => {
    const onEscape = vi.fn()
    const leave = enterFocusScope('sheet', onEscape)
    press(document.body, 'Escape')
    leave()
    press(document.body, 'Escape')
    expect(onEscape).toHaveBeenCalledTimes(1)
  })
})
