import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { describeLiveCore } from '../../scripts/lib/live-core'

const page = readFileSync('docs/live-core.md', 'utf8')

describe('docs/live-core.md', () => {
  test('equals the machines: otherwise run npx tsx scripts/live-core.ts', () => {
    expect(page).toBe(describeLiveCore())
  })

  test.each([
    ['pusher', [
      'idle', 'preflight', 'connecting', 'live', 'degraded', 'platform-reconnecting', 'asking', 'waiting',
      'interrupted', 'taken-over', 'failed', 'refused', 'ended',
    ]],
    ['player', [
      'idle', 'waiting-room', 'connecting', 'live', 'buffering', 'platform-reconnecting', 'waiting', 'interrupted',
      'failed', 'refused', 'ended',
    ]],
  ])('reaches and leaves every phase of the %s', (machine, phases) => {
    const section = page.split(`\n## ${machine === 'pusher' ? 'Pusher' : 'Player'}\n`)[1]?.split('\n## ')[0]
    const moves = section?.split('### Every move')[1] ?? ''
    const lines = moves.split('\n').filter(line => line.startsWith('| ')).slice(1)
    const rows = lines.map(line => line.split('|').map(cell => cell.trim()))
    expect(new Set(rows.map(([, from]) => from))).toEqual(new Set(phases))
    expect(new Set(rows.map(([, , to]) => to))).toEqual(new Set(phases))
  })
})
