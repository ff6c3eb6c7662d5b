/**
 * Compares caches of a student's player: the tuner against the guide's fixed 1/3 and 3/5.
 *
 * The bench replays 43 network traces through a model of the player (`cache/player-model.ts`) under two cache laws. The
 * tuner was not tuned on a third of these traces. With `--real` it also replays parts of some traces on the app's
 * player: ffmpeg publishes a painted clock to the app's relay, and Chromium plays it three times in parallel, each
 * through a proxy that follows the trace's capacity.
 *
 * `npm run bench:cache [-- --real[=name,name]] [--json]`: some seconds; `--real` takes two more minutes per trace, and
 * seven for one of them. With `--json` the last line is one JSON object. A missed target is reported and does not fail
 * the run.
 */
import { CACHE_LAWS } from './cache/cache-laws'
import type { CacheLawName } from './cache/cache-laws'
import { measureExcerpts, realRows } from './cache/real/excerpts'
import { VARIANTS, replayTrace } from './cache/replay'
import { toRows, toScores, toTargets } from './cache/score'
import { loadTraces } from './cache/trace'
import type { TraceSet } from './cache/trace'
import { describeMachine, table, targetTable } from './report'

const isJson = process.argv.includes('--json')
const real = process.argv.find(argument => argument.startsWith('--real'))

const SETS: readonly TraceSet[] = ['tuned-on', 'held-out']
const LAWS = Object.keys(CACHE_LAWS) as CacheLawName[]

const replays = LAWS.flatMap(law => SETS.map(set =>
  ({ law, set, replayed: loadTraces(set).map(trace => replayTrace(trace, law)) })))

for (const { law, set, replayed } of replays.filter(it => it.law === 'floor')) {
  console.log(`${set}, law "${law}"\n${table(toRows(replayed))}\n`)
}

console.log(table([
  ['law', 'traces', 'cache', 'latency s', 'stalls', 'stalled s', 'stalled %', 'first picture s'],
  ...replays.flatMap(({ law, set, replayed }) => VARIANTS.map(variant => {
    const { latencyMs, stalls, stalledMs, stallShare, startupMs } = toScores(replayed)[variant]
    return [
      law, set, variant, (latencyMs / 1000).toFixed(2), stalls, (stalledMs / 1000).toFixed(1),
      (stallShare * 100).toFixed(2), (startupMs / 1000).toFixed(1),
    ]
  })),
]))

const floor = replays.filter(({ law }) => law === 'floor')
const targets = [
  ...toTargets('all', floor.flatMap(({ replayed }) => replayed)),
  ...floor.flatMap(({ set, replayed }) => toTargets(set, replayed)),
]
console.log(`\n${targetTable(targets)}`)

const excerpts = real === undefined ? [] : await measureExcerpts(real.split('=')[1]?.split(','))
if (excerpts.length > 0) console.log(`\n${table(realRows(excerpts))}`)

if (isJson) {
  const results = replays.map(({ law, set, replayed }) => ({
    law, set, scores: toScores(replayed),
    traces: replayed.map(({ trace, viewings }) => ({ name: trace.name, kind: trace.kind, viewings })),
  }))
  const report = { bench: 'cache', machine: describeMachine(), results: [...results, { real: excerpts }], targets }
  console.log(JSON.stringify(report))
}
