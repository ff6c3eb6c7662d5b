/**
 * What a viewer costs: the relay beside nginx-rtmp and beside a bare loop of writes, each with the same frames and the same
 * readers, server and load on a core each. CPU is that of the server's process, all threads, user and kernel. Every frame
 * carries the time at which it was sent; eight probes that read as it comes find it, so the delay is of the same clock.
 *
 * `npm run bench:relay [-- --viewers 100,500] [--contenders "kaike rtmp,nginx-rtmp"] [--quick] [--json]`: about 6 minutes,
 * with `--quick` one. nginx-rtmp is measured where Debian's `nginx` and `libnginx-mod-rtmp` are installed, and named as
 * missing where not. A missed target is reported and does not fail the run.
 */
import { parseArgs } from 'node:util'
import { measureApi } from './relay/api-under-load'
import { CONTENDERS, hasNginxRtmp } from './relay/contenders'
import { measure } from './relay/measure'
import { toTables, toTargets } from './relay/report'
import { describeMachine } from './report'
import type { Run, RunResult } from './relay/measure'

const { values } = parseArgs({
  options: {
    viewers: { type: 'string', default: '100,500,1000,2000' },
    contenders: { type: 'string', default: CONTENDERS.join(',') },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const KBPS = 1200
const LOW_KBPS = 600
const spans = values.quick ? { settleMs: 1_000, measureMs: 4_000, joins: 10 } : { settleMs: 2_000, measureMs: 8_000, joins: 60 }
const counts = values.quick ? [100, 500] : values.viewers.split(',').map(Number)
const names = values.contenders.split(',')
const contenders = CONTENDERS.filter(name => names.includes(name) && (name !== 'nginx-rtmp' || hasNginxRtmp()))
if (!hasNginxRtmp()) console.log('nginx-rtmp is not installed (apt-get install nginx libnginx-mod-rtmp): left out')

const runs: Run[] = counts.flatMap(viewers => contenders.map(contender => ({ contender, viewers, kbps: KBPS, publishers: 1 })))
if (!values.quick && counts.includes(1000) && contenders.includes('kaike http-flv')) {
  runs.push({ contender: 'kaike http-flv', viewers: 1000, kbps: LOW_KBPS, publishers: 1 }, { contender: 'kaike http-flv', viewers: 1000, kbps: KBPS, publishers: 10 })
}

const machine = describeMachine()
console.log(`${machine.cores} cores, load ${machine.loadAverage}, node ${machine.node}`)
const results: RunResult[] = []
for (const run of runs) results.push(await measure(run, spans))
const api = values.quick ? undefined : await measureApi(1000, KBPS)
const targets = toTargets(results, api)
console.log(toTables(results, targets))
if (values.json) console.log(JSON.stringify({ bench: 'relay', machine, results: [...results, ...api ? [{ api }] : []], targets }))
