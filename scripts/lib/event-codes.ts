import { COMMAND_FAILURES } from '../../src/features/codes/command-failures'
import type { CodeSpec, EventSpec, Recovery, Severity, Source } from '../../src/features/codes/event-spec'
import { PLAYER_EVENTS } from '../../src/features/codes/player-events'
import { PUSHER_EVENTS } from '../../src/features/codes/pusher-events'

const SEVERITIES: Record<Severity, string> = {
  progress: '正常',
  degraded: '变差',
  recovering: '恢复中',
  fatal: '已停止',
}

const RECOVERIES: Record<Recovery, string> = {
  'none': '—',
  'platform-retries': '平台自动重试',
  'restart': '重新开始',
  'rebuild': '重建组件',
  'new-url': '换新地址',
  'ask-user': '需要用户处理',
  'end': '本机无法继续',
}

const SOURCES: Record<Source, string> = {
  'guide': '指南',
  'wechat-doc': '微信文档',
  'tencent-doc': '腾讯云文档',
  'sdk': 'SDK',
  'typings': '类型声明',
  'field': '实测报告',
}

const INTRODUCTION = `# Event codes · 状态码

Written by \`npx tsx scripts/event-codes.ts\` from the tables in \`src/features/codes/\`; edit those, not this page. The English texts stand there too, beside the Chinese.

- A number is decoded by the component that sent it: 3004 of the pusher is not 3004 of the player. A number in no table is logged and counted, never guessed.
- **Vendor's name** is as the vendor spells it, mistakes included, so that it can be searched for.
- **Severity**: ${legend(SEVERITIES)}.
- **Recovery**: ${legend(RECOVERIES)}.
- **Source**: ${legend(SOURCES)}.
`

function legend(words: Record<string, string>): string {
  return Object.entries(words).map(([name, word]) => `${word} ${name}`).join(' · ')
}

/** A cell must not end its row or its column. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const toRow = (cells: string[]): string => `| ${cells.map(cell).join(' | ')} |`

function toTable(heads: string[], rows: string[][]): string {
  return [toRow(heads), `|${'---|'.repeat(heads.length)}`, ...rows.map(toRow)].join('\n')
}

/** What follows the names in every table. */
const TAIL_HEADS = ['严重程度', '含义', '恢复方式', '建议', '来源', '备注']

const tailOf = ({ severity, meaning, recovery, advice, source, contradiction }: CodeSpec): string[] => [
  SEVERITIES[severity],
  meaning.zh,
  RECOVERIES[recovery],
  advice.zh,
  source.map(name => SOURCES[name]).join('、'),
  contradiction?.zh ?? '',
]

function eventTable(table: Readonly<Record<string, EventSpec>>): string {
  const rows = Object.entries(table).map(([name, spec]) => [
    String(spec.code),
    `\`${name}\``,
    spec.vendorName === null ? '—' : `\`${spec.vendorName}\``,
    ...tailOf(spec),
  ])
  return toTable(['代码', '名称', '厂商名称', ...TAIL_HEADS], rows)
}

function failureTable(table: Readonly<Record<string, CodeSpec>>): string {
  return toTable(['errno', '名称', ...TAIL_HEADS], Object.entries(table).map(([name, spec]) => [String(spec.code), `\`${name}\``, ...tailOf(spec)]))
}

/** The whole of docs/event-codes.md. */
export const describeEventCodes = (): string => `${INTRODUCTION}
## live-pusher · 推流

${eventTable(PUSHER_EVENTS)}

## live-player · 播放

${eventTable(PLAYER_EVENTS)}

## Commands · 组件方法的 errno

${failureTable(COMMAND_FAILURES)}
`
