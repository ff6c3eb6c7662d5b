/**
 * Measures the cost of a viewer: the relay against nginx-rtmp and a bare loop of writes, with the same frames and the
 * same readers. The server and the load each have one core. CPU is that of the server's process: all threads, user and
 * kernel time. Every frame carries its send time, and eight probes that read it at once compute the delay on the same
 * clock.
 *
 * `npm run bench:relay [-- --viewers 100,500] [--contenders "kaike rtmp,nginx-rtmp"] [--quick] [--json]`: about 8
 * minutes, with `--quick` one. nginx-rtmp needs Debian's `nginx` and `libnginx-mod-rtmp`, node-media-server needs npm
 * to download it; the bench reports a missing server. A missed target is reported and does not fail the run.
 * `-- --plot` draws docs/images/relay-cost.svg; `-- --windows 20,50,100` only compares window lengths.
 */
import { parseArgs } from 'node:util'
import { measureApi } from './relay/api-under-load'
import { CONTENDERS, lackingFor } from './relay/contenders'
import { measure } from './relay/measure'
import { drawCost } from './relay/plot'
import { toTables, toTargets } from './relay/report'
import { describeMachine } from './report'
import type { ContenderName } from './relay/contenders'
import type { Run, RunResult } from './relay/measure'

const { values } = parseArgs({
  options: {
    viewers: { type: 'string', default: '100,500,1000,2000' },
    contenders: { type: 'string', default: CONTENDERS.join(',') },
    quick: { type: 'boolean', default: false },
    windows: { type: 'string' },
    plot: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const KBPS = 1200
const LOW_KBPS = 600
/** Viewers of one stream, and of ten streams together. */
const SPREAD_VIEWERS = 1_000
const spans = values.quick
  ? { settleMs: 1_000, measureMs: 4_000, joins: 10 }
  : { settleMs: 2_000, measureMs: 8_000, joins: 60 }
const counts = values.quick ? [100, 500] : values.viewers.split(',').map(Number)
const windows = values.windows?.split(',').map(Number)
const contenders: ContenderName[] = []
for (const name of CONTENDERS.filter(name => values.contenders.split(',').includes(name))) {
  const lacking = await lackingFor(name)
  if (lacking === undefined) contenders.push(name)
  else console.log(`${name} is left out: ${lacking}`)
}

function runsOf(): Run[] {
  if (windows) {
    return counts.flatMap(viewers => windows.map(windowMs =>
      ({ contender: 'kaike http-flv', viewers, kbps: KBPS, publishers: 1, windowMs })))
  }
  const runs: Run[] = counts.flatMap(viewers => contenders.map(contender =>
    ({ contender, viewers, kbps: KBPS, publishers: 1 })))
  const isSpread = !values.quick && counts.includes(SPREAD_VIEWERS)
  for (const contender of contenders.filter(name => isSpread && (name === 'kaike http-flv' || name === 'nginx-rtmp'))) {
    const run = { contender, viewers: SPREAD_VIEWERS }
    runs.push({ ...run, kbps: KBPS, publishers: 10 })
    if (contender === 'kaike http-flv') runs.push({ ...run, kbps: LOW_KBPS, publishers: 1 })
  }
  return runs
}

const machine = describeMachine()
console.log(`${machine.cores} cores, load ${machine.loadAverage}, node ${machine.node}`)
const results: RunResult[] = []
for (const run of runsOf()) results.push(await measure(run, spans))
const api = values.quick || windows ? undefined : await measureApi(SPREAD_VIEWERS, KBPS)
const targets = toTargets(results, api)
console.log(toTables(results, targets))
if (values.plot) drawCost(results)
if (values.json) {
  console.log(JSON.stringify({ bench: 'relay', machine, results: [...results, ...api ? [{ api }] : []], targets }))
}
