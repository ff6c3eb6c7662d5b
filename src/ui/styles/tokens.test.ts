import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const AA_TEXT = 4.5
const scss = readFileSync('src/ui/styles/tokens.scss', 'utf8')

/** Text colours and their backgrounds. */
const PAIRS = [
  ['ink', 'paper'], ['ink', 'surface'], ['ink', 'sunk'],
  ['ink-soft', 'paper'], ['ink-soft', 'surface'], ['ink-soft', 'sunk'],
  ['ink-faint', 'paper'], ['ink-faint', 'surface'], ['ink-faint', 'sunk'],
  ['on-accent', 'accent'], ['accent-text', 'accent-soft'], ['accent-text', 'paper'], ['accent-text', 'surface'],
  ['accent-text', 'sunk'],
  ['on-live', 'live'], ['live-text', 'live-soft'], ['live-text', 'paper'], ['live-text', 'surface'],
  ['warn-text', 'warn-soft'], ['warn-text', 'surface'],
] as const

function colours(theme: string): Map<string, string> {
  const block = new RegExp(`@mixin ${theme} \\{(.*?)\\n\\}`, 's').exec(scss)?.[1] ?? ''
  const colours = block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)
  return new Map([...colours].map(([, name = '', colour = '']) => [name, colour]))
}

/** WCAG 2: relative luminance of `#rrggbb`. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map(at => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map(channel => (channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dark = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (bright + 0.05) / (dark + 0.05)
}

describe.each(['light', 'dark'])('the %s theme', theme => {
  const of = colours(theme)

  it.each(PAIRS)('has enough contrast for %s on %s', (text, ground) => {
    expect(contrast(of.get(text) ?? '', of.get(ground) ?? '')).toBeGreaterThanOrEqual(AA_TEXT)
  })
})

it('both themes define the same colours', () => {
  expect([...colours('dark').keys()]).toEqual([...colours('light').keys()])
})
