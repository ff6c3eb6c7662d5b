/** `npm run soak:relay [-- --minutes 30] [--json]`: half an hour of joins, leaves, kills and garbage. */
import { parseArgs } from 'node:util'
import { describeMachine, targetTable } from '../../bench/report'
import { soakRelay } from './relay-soak'

const STALL_MS = 5_000
const GROWTH = 1.15

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '30' }, json: { type: 'boolean', default: false } },
})
const report = await soakRelay({ minutes: Number(values.minutes), steadyViewers: 300 })
const targets = [
  {
    name: 'steady viewers that stayed', target: '300',
    measured: String(report.stayed), met: report.stayed === 300,
  },
  {
    name: 'longest wait of one', target: `<= ${STALL_MS} ms`,
    measured: `${report.longestGapMs} ms`, met: report.longestGapMs <= STALL_MS,
  },
  {
    name: 'memory, second and last quarter', target: `<= ${GROWTH} times`,
    measured: `${report.rssEarlyMb} and ${report.rssLateMb} MB`, met: report.rssLateMb <= report.rssEarlyMb * GROWTH,
  },
  {
    name: 'a viewer that joins at the end', target: 'has a picture',
    measured: report.isAlive ? 'yes' : 'no', met: report.isAlive,
  },
]
console.log(`${report.minutes} minutes: ${report.joins} joins and leaves, ${report.kills} kills of the publisher, `
  + `${report.garbage} connections with garbage`)
console.log(targetTable(targets))
if (values.json) {
  console.log(JSON.stringify({ bench: 'soak-relay', machine: describeMachine(), results: [report], targets }))
}
