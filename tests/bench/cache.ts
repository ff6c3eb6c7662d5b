/**
 * Compares caches of a student's player: the tuner against the guide's fixed 1/3 and 3/5, and other fixed pairs.
 *
 * The bench replays network traces through a model of the player (`cache/player-model.ts`) under three cache laws:
 * that of the app's own player, and two that a native player may follow. The sets `held-out` and `generated-held-out`
 * were not used for tuning. With `--real` it also replays parts of some traces on the app's player: ffmpeg publishes a
 * painted clock to the app's relay, and Chromium plays it three times in parallel, each through a proxy that follows
 * the trace's capacity.
 *
 * `npm run bench:cache [-- --real[=name,name]] [--tuned] [--json]`: a minute; `--real` takes two more minutes per
 * trace, and seven for one of them. `--tuned` leaves the held-out sets out. With `--json` the last line is one JSON
 * object. A missed target is reported and does not fail the run.
 */
import { LIVE_CACHES, cachesOf } from '../../src/features/player/rules/player-profiles'
import { CACHE_LAWS } from './cache/cache-laws'
import type { CacheLawName } from './cache/cache-laws'
import { measureExcerpts, realRows } from './cache/real/excerpts'
import { VARIANTS, replayTrace } from './cache/replay'
import { toBrowserTargets, toLatencyTarget, toNativeTarget, toRows, toScores } from './cache/score'
import { TRACE_SETS, loadTraces } from './cache/trace'
import type { TraceSet } from './cache/trace'
import { describeMachine, table, targetTable } from './report'

const isJson = process.argv.includes('--json')
const real = process.argv.find(argument => argument.startsWith('--real'))

const sets = process.argv.includes('--tuned') ? TRACE_SETS.filter(set => !set.endsWith('held-out')) : TRACE_SETS
const LAWS = Object.keys(CACHE_LAWS) as CacheLawName[]

const replays = LAWS.flatMap(law => sets.map(set =>
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

const replayedOf = (law: CacheLawName, set: TraceSet | 'all') =>
  replays.filter(it => it.law === law && (set === 'all' || it.set === set)).flatMap(({ replayed }) => replayed)
/** On the other traces the guide's pair is 3/5, and the tuner keeps it. */
const ofPersons = replayedOf('floor', 'all').filter(({ trace: { stream } }) =>
  cachesOf('live', stream.videoKbps + stream.audioKbps) === LIVE_CACHES.person)
const targets = [toLatencyTarget('all of about 1 Mbps', ofPersons), ...(['all', ...sets] as const).flatMap(set => [
  ...toBrowserTargets(set, replayedOf('floor', set), replayedOf('near', set)),
  ...(['near', 'band'] as const).map(law => toNativeTarget(set, law, replayedOf(law, set))),
])]
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
