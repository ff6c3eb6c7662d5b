import { describe, expect, it } from 'vitest'
import { clockText, ringShare } from './display/countdown'
import { ICON_NAMES, iconMask, iconShapes } from './display/icons'
import { initialsOf } from './display/initials'

describe('the text of a countdown', () => {
  it.each([
    [0, '0:00'],
    [-5_000, '0:00'],
    [1, '0:01'],
    [59_001, '1:00'],
    [780_000, '13:00'],
    [3_845_000, '1:04:05'],
  ])('shows %i ms as %s', (remainingMs, text) => {
    expect(clockText(remainingMs)).toBe(text)
  })
})

describe('the ring of a countdown', () => {
  it('goes from full to empty and stays within 0 and 1', () => {
    expect([1_500, 1_000, 250, 0, -10].map(remainingMs => ringShare(remainingMs, 1_000))).toEqual([1, 1, 0.25, 0, 0])
  })

  it('is empty for a total time of zero', () => {
    expect(ringShare(10, 0)).toBe(0)
  })
})

describe('initials', () => {
  it.each([
    ['王晓梅', '梅'],
    ['Ada Lovelace', 'AL'],
    ['ada', 'A'],
    ['Jean Luc de la Tour', 'JT'],
    ['  ', ''],
    ['𠮷', '𠮷'],
  ])('the initials of "%s" are "%s"', (name, initials) => {
    expect(initialsOf(name)).toBe(initials)
  })
})

describe('icons', () => {
  it.each(ICON_NAMES)('%s is a well-formed picture without external resources', name => {
    const [, encoded = ''] = /url\("data:image\/svg\+xml,([^"]+)"\)$/.exec(iconMask(name)) ?? []
    const svg = decodeURIComponent(encoded)
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml')
    expect(parsed.documentElement.tagName.toLowerCase()).toBe('svg')
    expect(parsed.querySelectorAll('path, rect, circle').length).toBeGreaterThan(0)
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:/)
  })

  it.each(ICON_NAMES)('%s takes the colour of the surrounding text in the browser', name => {
    expect(iconShapes(name)).not.toMatch(/#\w{3}|<script|\son\w+=/)
  })
})
