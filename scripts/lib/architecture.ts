import { execFileSync } from 'node:child_process'
import { FEATURE_EDGES } from '../lint/client-layers.js'
import { MODULE_EDGES } from '../lint/server-layers.js'

const SIDES = ['contract', 'server', 'src']
const TREE_DEPTH = 3

/** Purpose of each feature and module, for the tables of docs/architecture.md. A name without a line fails the test. */
const PURPOSES: Record<string, string> = {
  'account': 'sign-in, tokens, who is signed in',
  'broadcast': 'the teacher\'s page on air: start, controls, cards of trouble, end, the way back',
  'channel': 'the lesson\'s realtime connection',
  'class': 'the live session: its store, join and leave, whose network failed, parts of the live pages',
  'codes': 'every code of both components, typed and decoded',
  'demo': 'the demo school',
  'floating-window': 'the picture after the student has left the page',
  'lessons': 'today\'s lessons, one lesson, the office\'s day and new lessons',
  'player': 'plays: machine, effects, cache tuner, settings',
  'preflight': 'the check before class',
  'pusher': 'sends: machine, effects, adaptive quality, camera and microphone settings',
  'qos': 'samples of both components, causes of troubles, the timeline',
  'recovery': 'the ladder and the backoff of both machines; incidents as traces',
  'settings': 'rows of the sheets of settings',
  'watch': 'the student\'s page: waiting room, picture, diagnosis',
}

const trackedFiles = (): string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...SIDES], { encoding: 'utf8' }).trim().split('\n')

/** Folders of the three sides down to the third level, as `tree -d -L 3` draws them. */
export function folderTree(files = trackedFiles()): string {
  const folders = new Set(files.flatMap(file => {
    const names = file.split('/').slice(0, -1).slice(0, TREE_DEPTH + 1)
    return names.map((_, index) => names.slice(0, index + 1).join('/'))
  }))
  const childrenOf = (parent: string) => [...folders]
    .filter(folder => folder.startsWith(`${parent}/`) && !folder.slice(parent.length + 1).includes('/')).sort()
  const draw = (folder: string, indent: string): string[] => childrenOf(folder).flatMap((child, index, all) => {
    const isLast = index === all.length - 1
    return [`${indent}${isLast ? '└── ' : '├── '}${child.split('/').at(-1) ?? ''}`, ...draw(child, `${indent}${isLast ? '    ' : '│   '}`)]
  })
  return SIDES.map(side => [side, ...draw(side, '')].join('\n')).join('\n')
}

function edgesTable(head: string, edges: Readonly<Record<string, readonly string[]>>): string {
  const rows = Object.entries(edges).sort(([a], [b]) => a.localeCompare(b)).map(([name, targets]) =>
    `| \`${name}\` | ${PURPOSES[name] ?? '?'} | ${targets.map(target => `\`${target}\``).join(', ') || '–'} |`)
  return [`| ${head} | purpose | may use |`, '| --- | --- | --- |', ...rows].join('\n')
}

/** Generated parts of the page, by the name in their markers. */
const PARTS: Record<string, () => string> = {
  tree: () => `\`\`\`\n${folderTree()}\n\`\`\``,
  features: () => edgesTable('feature', FEATURE_EDGES),
  modules: () => edgesTable('module', MODULE_EDGES),
}

/** The page with its generated parts as the code has them now; all else is written by hand. */
export function withGeneratedParts(page: string): string {
  return Object.entries(PARTS).reduce((text, [name, make]) => {
    const [start, end] = [`<!-- ${name}: written by scripts/architecture.ts -->`, `<!-- end of ${name} -->`]
    const [before, rest = ''] = text.split(start)
    const [, after] = rest.split(end)
    if (before === undefined || after === undefined) throw new Error(`docs/architecture.md has no part "${name}"`)
    return `${before}${start}\n${make()}\n${end}${after}`
  }, page)
}
