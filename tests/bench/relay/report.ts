import { table, targetTable } from '../report'
import type { Target } from '../report'
import type { ApiResult } from './api-under-load'
import type { ContenderName } from './contenders'
import type { RunResult } from './measure'

const MIN_TIMES_NGINX = 2
const MAX_DELAY_P99_MS = 120
const MAX_JOIN_P99_MS = 50
const MAX_KB_PER_VIEWER = 40
const FLAT = 0.15
const MAX_API_RATIO = 2
const SPREAD = 1.2

function find(results: readonly RunResult[], contender: ContenderName, viewers: number, publishers = 1) {
  const isWanted = (it: RunResult) =>
    it.contender === contender && it.viewers === viewers && it.publishers === publishers && it.kbps === 1200
  return results.find(isWanted)
}

const cpuPerViewer = ({ cpuPercent, viewers }: RunResult): number => cpuPercent / viewers

function targetsOf(results: readonly RunResult[], viewers: number): Target[] {
  const ours = find(results, 'kaike http-flv', viewers)
  const nginx = find(results, 'nginx-rtmp', viewers)
  if (!ours) return []
  const { delayP99Ms, kbPerViewer, joinP99Ms } = ours
  const times = nginx && Math.round(nginx.cpuPercent / ours.cpuPercent * 100) / 100
  return [
    ...times === undefined ? [] : [{
      name: `${viewers}: viewers a core, beside nginx-rtmp`, target: `>= ${MIN_TIMES_NGINX} times`,
      measured: `${times} times`, met: times >= MIN_TIMES_NGINX,
    }],
    {
      name: `${viewers}: added delay p99`, target: `<= ${MAX_DELAY_P99_MS} ms`,
      measured: `${delayP99Ms} ms`, met: delayP99Ms <= MAX_DELAY_P99_MS,
    },
    {
      name: `${viewers}: memory a viewer`, target: `<= ${MAX_KB_PER_VIEWER} KB`,
      measured: `${kbPerViewer} KB`, met: kbPerViewer <= MAX_KB_PER_VIEWER,
    },
    ...viewers === 500 ? [{
      name: '500: join to first frame p99', target: `<= ${MAX_JOIN_P99_MS} ms`,
      measured: `${joinP99Ms} ms`, met: joinP99Ms <= MAX_JOIN_P99_MS,
    }] : [],
  ]
}

function flatness(results: readonly RunResult[]): Target[] {
  const few = find(results, 'kaike http-flv', 500)
  const many = find(results, 'kaike http-flv', 2000)
  if (!few || !many) return []
  const ratio = cpuPerViewer(many) / cpuPerViewer(few)
  return [{
    name: 'cost a viewer, 2000 beside 500', target: `± ${FLAT * 100} %`,
    measured: `${Math.round((ratio - 1) * 100)} %`, met: Math.abs(ratio - 1) <= FLAT,
  }]
}

function spread(results: readonly RunResult[]): Target[] {
  const one = find(results, 'kaike http-flv', 1000)
  const ten = find(results, 'kaike http-flv', 1000, 10)
  if (!one || !ten) return []
  const ratio = Math.round(ten.cpuPercent / one.cpuPercent * 100) / 100
  return [{
    name: '10 x 100 beside 1 x 1000', target: `<= ${SPREAD} times`, measured: `${ratio} times`, met: ratio <= SPREAD,
  }]
}

const apiTarget = ({ idleP99Ms, loadedP99Ms }: ApiResult): Target => ({
  name: 'API p99 with 1000 viewers', target: `<= ${MAX_API_RATIO} times idle`,
  measured: `${loadedP99Ms} ms, idle ${idleP99Ms} ms`, met: loadedP99Ms <= idleP99Ms * MAX_API_RATIO,
})

export const toTargets = (results: readonly RunResult[], api: ApiResult | undefined): Target[] => [
  ...[100, 500, 1000, 2000].flatMap(viewers => targetsOf(results, viewers)),
  ...flatness(results),
  ...spread(results),
  ...api ? [apiTarget(api)] : [],
]

export function toTables(results: readonly RunResult[], targets: readonly Target[]): string {
  return [
    table([
      [
        'server', 'kbps', 'streams x viewers', 'window ms', 'CPU %', 'of it kernel', 'viewers/core', 'RSS MB',
        'KB/viewer', 'delay p50/p99 ms', 'join p50/p99 ms', 'received kbps',
      ],
      ...results.map(it => [
        it.contender, it.kbps, `${it.publishers} x ${it.viewers / it.publishers}`, it.windowMs ?? '', it.cpuPercent,
        it.kernelPercent, it.viewersPerCore, it.rssMb, it.kbPerViewer,
        `${it.delayP50Ms}/${it.delayP99Ms}`, `${it.joinP50Ms}/${it.joinP99Ms}`, it.receivedKbpsPerViewer,
      ]),
    ]),
    targetTable(targets),
  ].join('\n\n')
}
