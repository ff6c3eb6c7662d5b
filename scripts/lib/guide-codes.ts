import { readFileSync, readdirSync } from 'node:fs'
import type { EventSpec } from '../../src/features/codes/event-spec'
import { PLAYER_EVENTS } from '../../src/features/codes/player-events'
import { PUSHER_EVENTS } from '../../src/features/codes/pusher-events'

type Component = 'pusher' | 'player'

const TABLES: Record<Component, Readonly<Record<string, EventSpec>>> = { pusher: PUSHER_EVENTS, player: PLAYER_EVENTS }

/** Maximum number of records of a kind in one row. */
const MOST_OF_A_KIND = 1

/** Records of the component in a folder that contain the code. */
function recordsOf(folder: string, component: Component, code: number): string[] {
  const files = readdirSync(folder).filter(file => file.startsWith(`${component}-`) && file.endsWith('.json')).sort()
  const number = new RegExp(`(?<![-\\d])${code}(?!\\d)`)
  return files.map(file => `${folder}/${file}`).filter(path => {
    const { steps, codes } = JSON.parse(readFileSync(path, 'utf8')) as { steps?: object[], codes?: number[] }
    if (!steps) return codes?.includes(code)
    const withCodes = steps.map(step => JSON.stringify(step)).filter(step => step.includes('"code":'))
    return number.test(withCodes.map(codesOf).join(' '))
  })
}

const codesOf = (step: string): string => [...step.matchAll(/"code":(-?\d+)/g)].map(([, code]) => code).join(' ')

const listed = (paths: readonly string[]): string => paths.map(path => `\`${path}\``).join('、')

function rowOf(component: Component, [name, spec]: [string, EventSpec]): string {
  const { code, vendorName, meaning, source, contradiction } = spec
  const places = [`src/features/codes/${component}-events.ts`, `src/features/${component}/rules/reports.ts`]
  const tests = [
    'src/features/codes/event-codes.test.ts',
    ...recordsOf('src/features/recovery/traces', component, code).slice(0, MOST_OF_A_KIND),
    ...recordsOf('tests/e2e/h5-codes/recordings', component, code).slice(0, MOST_OF_A_KIND),
  ]
  const where = source.includes('guide') ? '' : '指南未列。'
  const what = `${where}\`${name}\`：${meaning.zh}。${contradiction ? `更正：${contradiction.zh}` : ''}`
  const numbers = `\`${code}\`${vendorName === null ? '' : ` \`${vendorName}\``}`
  return `| ${numbers} | ${what} | ${listed(places)} | ${listed(tests)} |`
}

/** Headings in docs/guide-coverage.md of the tables with all codes of a component. */
export const CODE_SECTIONS: Record<Component, string> = { player: 'live-player：状态码', pusher: 'live-pusher：状态码' }

export const guideCodes = (component: Component): string => [
  '| 指南 | 产品怎么做 | 实现 | 测试 |',
  '|---|---|---|---|',
  ...Object.entries(TABLES[component]).map(row => rowOf(component, row)),
].join('\n')

/** The page with current rows in both tables; all other rows are written by hand. */
export function withGuideCodes(page: string): string {
  const components = Object.keys(CODE_SECTIONS) as Component[]
  return page.split('\n## ').map(section => {
    const component = components.find(name => section.startsWith(`${CODE_SECTIONS[name]}\n`))
    if (component === undefined) return section
    const [beforeTable = ''] = section.split('\n| ')
    return `${beforeTable.trimEnd()}\n\n${guideCodes(component)}\n`
  }).join('\n## ')
}
