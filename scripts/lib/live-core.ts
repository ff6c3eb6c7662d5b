import { readFileSync, readdirSync } from 'node:fs'
import { LESSON_PHASES } from '../../contract/lessons/phase'
import type { Circumstances, Effect } from '../../src/features/recovery/rules/effects'
import { playerEffect } from '../../src/features/player/rules/effects'
import { PLAYER_EVENTS } from '../../src/features/codes/player-events'
import type { PlayerEvent } from '../../src/features/codes/player-events'
import { stepPlayer } from '../../src/features/player/rules/machine'
import type { PlayerInput } from '../../src/features/player/rules/machine'
import { IDLE_PLAYER, PLAYER_LADDER } from '../../src/features/player/rules/state'
import type { PlayerState } from '../../src/features/player/rules/state'
import { pusherEffect } from '../../src/features/pusher/rules/effects'
import { PUSHER_EVENTS } from '../../src/features/codes/pusher-events'
import type { PusherEvent } from '../../src/features/codes/pusher-events'
import { stepPusher } from '../../src/features/pusher/rules/machine'
import type { PusherInput } from '../../src/features/pusher/rules/machine'
import { IDLE_PUSHER, PUSHER_LADDER } from '../../src/features/pusher/rules/state'
import type { PusherState } from '../../src/features/pusher/rules/state'
import type { NextDelayMs } from '../../src/features/recovery/rules/ladder'
import type { Trace } from '../../tests/support/traces/trace'

const TRACES = new URL('../../src/features/recovery/traces/', import.meta.url)
const ON_SCREEN: Circumstances = { isOnline: true, isShown: true, canCommandHidden: false, isIos: false }

interface Machine<State, Input> {
  idle: State
  /** States at the end of many failures. */
  late: readonly State[]
  inputs: readonly Input[]
  step: (state: State, input: Input) => State
}

interface Move { from: string, to: string, by: string[] }

/** Failures that one more failure ends; the search starts there too, instead of failing forty times. */
const ALMOST_GIVEN_UP = { pusher: 40, player: 100 }

const nextDelayMs: NextDelayMs = (_attempt, kind) => (kind === 'now' ? 0 : 1)

const PUSHER: Machine<PusherState, PusherInput> = {
  idle: IDLE_PUSHER,
  late: [{ phase: 'connecting', step: 'new-url', attempt: 41, failures: ALMOST_GIVEN_UP.pusher }],
  inputs: [
    { type: 'previewRequested' }, { type: 'startRequested' }, { type: 'stopRequested' },
    { type: 'retryDue' }, { type: 'stalled' }, { type: 'calmed' },
    { type: 'stillUnseen' }, { type: 'startRefused', code: 'LESSON_NOT_OPEN' }, { type: 'startUnreachable' },
    { type: 'commandRefused' }, { type: 'commandRefused', failure: 'PRIVACY_REFUSED' },
    { type: 'serverUnreachable' }, { type: 'networkRestored' }, { type: 'pageShown' },
    { type: 'callBegan' }, { type: 'callEnded' }, { type: 'mediaFlows' }, { type: 'mediaMissing' }, { type: 'heard' },
    { type: 'woken' },
    ...LESSON_PHASES.flatMap(phase => [{ type: 'serverSaid', phase }, { type: 'serverAnswered', phase }] as const),
    { type: 'serverSaid', phase: 'live', isOtherDevice: true },
    { type: 'serverAnswered', phase: 'live', isOtherDevice: true },
    ...(Object.keys(PUSHER_EVENTS) as PusherEvent[]).map(event => ({ type: 'reported', event }) as const),
  ],
  step: (state, input) => stepPusher(state, input, nextDelayMs),
}

const PLAYER: Machine<PlayerState, PlayerInput> = {
  idle: IDLE_PLAYER,
  late: [{ phase: 'connecting', step: 'new-url', attempt: 101, failures: ALMOST_GIVEN_UP.player }],
  inputs: [
    { type: 'retryDue' }, { type: 'stalled' },
    { type: 'watchRefused', code: 'NOT_FOUND' }, { type: 'watchUnreachable' },
    { type: 'urlUnplayable' }, { type: 'deviceUnfit' }, { type: 'retryRequested' },
    { type: 'networkRestored' }, { type: 'pageShown' }, { type: 'left' }, { type: 'mediaFlows' }, { type: 'calmed' },
    { type: 'heard' }, { type: 'callBegan' }, { type: 'callEnded' },
    ...LESSON_PHASES.map(phase => ({ type: 'serverSaid', phase }) as const),
    ...(Object.keys(PLAYER_EVENTS) as PlayerEvent[]).map(event => ({ type: 'reported', event }) as const),
  ],
  step: (state, input) => stepPlayer(state, input, nextDelayMs),
}

/** Name of an input in the tables: `NETWORK_LOST`, `server: ended`, `stalled`. */
function nameOf(input: PusherInput | PlayerInput): string {
  if (input.type === 'reported') return input.event
  if (input.type === 'serverSaid' || input.type === 'serverAnswered') {
    return `server: ${input.isOtherDevice ? 'other device' : input.phase}`
  }
  return 'failure' in input ? `commandRefused: ${input.failure}` : input.type
}

/** Numbers above these, and the tries before an unproven stream, change the time of a move but not its target. */
const MOST: Record<string, number> = { reports: 13, attempt: 1, doubts: 1, stray: 1, delayMs: 0, failures: 5 }

function keyOf(state: object): string {
  return JSON.stringify(state, (name, value: unknown) => {
    if (name === 'unproven') return value !== undefined
    if (typeof value !== 'number' || !(name in MOST)) return value
    const isAlmostGivenUp = name === 'failures' && value >= ALMOST_GIVEN_UP.pusher
    return isAlmostGivenUp ? ALMOST_GIVEN_UP.pusher : Math.min(value, MOST[name] ?? 0)
  })
}

/** Every reachable state, and every move between two phases with its inputs. */
function explore<State extends { phase: string }, Input extends PusherInput | PlayerInput>(
  { idle, late, inputs, step }: Machine<State, Input>,
): { moves: Move[], states: State[] } {
  const seen = new Map<string, State>([idle, ...late].map(state => [keyOf(state), state]))
  const moves = new Map<string, Set<string>>()
  for (const state of seen.values()) {
    for (const input of inputs) {
      const next = step(state, input)
      if (!seen.has(keyOf(next))) seen.set(keyOf(next), next)
      if (next.phase === state.phase) continue
      const move = `${state.phase} ${next.phase}`
      moves.set(move, (moves.get(move) ?? new Set()).add(nameOf(input)))
    }
  }
  const list = [...moves].map(([move, by]) => {
    const [from = '', to = ''] = move.split(' ')
    return { from, to, by: [...by] }
  })
  return { moves: list, states: [...seen.values()] }
}

const idOf = (phase: string): string => phase.replaceAll('-', '_')

/** The label of an arrow: up to two inputs by name, otherwise the first and the number of others. */
function labelOf({ by }: Move): string {
  const label = by.length > 2 ? `${by[0] ?? ''} and ${by.length - 1} more` : by.join(', ')
  return label.replaceAll('server: ', 'server ')
}

/** Draws all moves except to the phases in `fromEverywhere`: arrows from every phase would hide the rest. */
function chart(moves: readonly Move[], fromEverywhere: ReadonlySet<string>): string {
  const drawn = moves.filter(({ to }) => !fromEverywhere.has(to))
  const phases = [...new Set(moves.flatMap(({ from, to }) => [from, to]))]
  return [
    '```mermaid', 'stateDiagram-v2',
    ...phases.filter(phase => phase.includes('-')).map(phase => `  state "${phase}" as ${idOf(phase)}`),
    '  [*] --> idle',
    ...drawn.map(move => `  ${idOf(move.from)} --> ${idOf(move.to)}: ${labelOf(move)}`),
    '```',
  ].join('\n')
}

const movesTable = (moves: readonly Move[]): string => [
  '| from | to | by |', '|---|---|---|',
  ...moves.map(({ from, to, by }) => `| ${from} | ${to} | ${by.map(name => `\`${name}\``).join(' ')} |`),
].join('\n')

/** Fields that distinguish states of one phase with different effects. */
interface Variant {
  step?: string
  by?: string
  trouble?: string | null
  isOpen?: true
  isLate?: true
  isBack?: true
  isInCall?: true
  isAfterCall?: true
  unproven?: object
  doubts?: number
  server?: string
}

/** Distinguishes states of one phase that have different effects. */
function variantOf(state: { phase: string }): string {
  const { step, by, trouble, isOpen, isLate, isBack, isInCall, isAfterCall, unproven, doubts, server } =
    state as Variant
  switch (state.phase) {
    case 'preflight': return trouble ? 'in trouble' : isOpen ? 'open' : 'opening'
    case 'connecting': return `${step ?? ''}${isLate ? ', heard' : ''}`
    case 'asking': return isBack ? 'seems back' : ''
    case 'live':
    case 'buffering':
    case 'degraded': {
      if (isAfterCall) return 'after a call'
      const isUnseen = by === 'unseen' || (server !== undefined && server !== 'live')
      const doubt = doubts ? 'doubted' : unproven ? 'unproven' : ''
      return [by ?? '', isUnseen && by !== 'unseen' ? 'unseen' : '', isInCall ? 'in a call' : doubt].filter(Boolean).join(', ')
    }
    default: return by ?? ''
  }
}

type EffectOf<State> = (state: State, circumstances: Circumstances) => Effect<{ type: string }, { type: string }>

function effectsTable<State extends { phase: string }>(states: readonly State[], effectOf: EffectOf<State>): string {
  const rows = new Map<string, string>()
  for (const state of states) {
    const { commands, timer } = effectOf(state, ON_SCREEN)
    const variant = variantOf(state)
    const name = variant ? `${state.phase}: ${variant}` : state.phase
    const does = commands.map(({ type }) => type).join(' → ') || '—'
    const delay = state.phase === 'waiting' ? 'the backoff' : `${Number(timer?.delayMs) / 1000} s`
    const then = timer ? `\`${timer.input.type}\` after ${delay}` : '—'
    rows.set(name, `| ${name} | ${does} | ${then} |`)
  }
  return ['| state | commands | timer |', '|---|---|---|', ...rows.values()].join('\n')
}

function tracesTable(): string {
  const files = readdirSync(TRACES).sort()
  const traces = files.map(file => JSON.parse(readFileSync(new URL(file, TRACES), 'utf8')) as Trace)
  return [
    '| trace | proves | device | row |', '|---|---|---|---|',
    ...traces.map(({ name, title, device, field }) => {
      const link = `[${name}](../src/features/recovery/traces/${name}.json)`
      return `| ${link} | ${title} | ${device} | ${field.join(', ')} |`
    }),
  ].join('\n')
}

const pusher = explore(PUSHER)
const player = explore(PLAYER)

/** The text of docs/live-core.md. */
export const describeLiveCore = (): string => `# The live core

Generated by \`npx tsx scripts/live-core.ts\` from the rules in \`src/features/\`. Edit the rules or \`scripts/lib/live-core.ts\`, not this page. The script finds the charts by trying every input in every reachable state.

The \`rules/\` folders of \`src/features/\` hold the rules of a class on air. They use no Vue, clock, randomness or network:

| file | content |
|---|---|
| \`codes/pusher-events.ts\`, \`codes/player-events.ts\`, \`codes/command-failures.ts\` | every code as data: [event-codes.md](event-codes.md) |
| \`pusher/rules/state.ts\`, \`player/rules/state.ts\` | the states |
| \`pusher/rules/machine.ts\`, \`player/rules/machine.ts\` | state × input → state |
| \`pusher/rules/witnesses.ts\` | what the server and the statistics say about the pusher's media |
| \`recovery/rules/progress.ts\` | whether media moves, from the statistics of a component |
| \`pusher/rules/reports.ts\`, \`player/rules/reports.ts\` | the meaning of each report of the component; a new code does not compile until it has a case here |
| \`recovery/rules/ladder.ts\` | the recovery ladder of both machines |
| \`pusher/rules/effects.ts\`, \`player/rules/effects.ts\` | what a state asks for: commands, and at most one timer |
| \`class/rules/diagnosis.ts\` | whose fault it is (mine, the teacher's or the service's), as one name for one sentence |
| \`recovery/traces/\` | incidents as data; the tests replay them |

\`src/features/recovery/use-machine-effects.ts\` performs the effects on both platforms; \`use-pusher.ts\` and \`use-player.ts\` know the commands. The components behind the two ports report the same codes, so the live core does not know the platform.

## The rules

1. **The server decides whether there is a class.** No report ends it. A student's \`-2301\` means either their network or the teacher's: the channel says which.
2. **No single report is trusted.** See the witnesses below. A try counts until media is proven to flow, so that a component that only claims it climbs the ladder anyway.
3. **The platform's own three retries run undisturbed.** During them the machine gives no command; its timer is longer than they take. Reports that repeat without end are cut short.
4. **A failure climbs the ladder.** Pusher: ${PUSHER_LADDER.join(' → ')}. Player: ${PLAYER_LADDER.join(' → ')}. A code can ask for a later rung, never for an earlier one; a component that says nothing at all gets a new one. A server that does not answer is not a failure of the component: the machine asks again and stays on its rung. After six failures the page shows a sentence and a button while the tries go on.
5. **Backoff has full jitter** (\`backoff.ts\`): at most 1 s for the first thirty tries, then at most 5 s, and six seconds between two tries to start the component. Without a network the machine does not try. It tries at once when the network is back, or when the server answers again.
6. **No command is given while WeChat hides the page** (errno 102, 1107003), except to the player in the floating window. The effect of the state waits until the page is shown, also when the class has ended meanwhile. Every native command has a limit of 2 s (\`src/platform/within.ts\`): some phones never call back.
7. **Every start is preceded by a stop**: Android needs it. After a call on iOS the capture is paused and resumed; otherwise the camera stays black.
8. **The loss of one device does not stop the other.** Without a camera the sound goes on, and a button opens the camera again. After a pause a busy device is waited for (six tries in 30 s), then the teacher is asked.
9. **After the server has closed a stream, the machine asks before it starts again.** It counts as taken over only when the server says that another *device* publishes, and an automatic try looks before it asks for a URL. Only a press of the button takes the class back.
10. **Where nothing may run, nothing runs.** A late sign of a stream in \`idle\`, \`failed\`, \`taken-over\`, \`refused\` or \`ended\` stops it again.

## Witnesses

| question | says yes | says no |
|---|---|---|
| does the teacher's media flow? | 1002; two statistics in a row with a bitrate and a speed above 0; the server's \`live\` after it was without the stream | the codes of loss; three statistics without media; the server's word for 8 s, asked again before it counts, or at once together with the statistics |
| does the student see the class? | 2004, 2032; two statistics with frames, or with sound and no video | the codes of loss; three statistics without frames although video arrives, or without any data; 20 s without statistics |
| is there a network? | the device; any answer or message of the server | the device, until the server is heard 3 s later (asked every 15 s) |
| has another device the class? | the server names the device that publishes | — |
| is a call over? | \`onAudioInterruptionEnd\`; the page is shown; a try after 30 s | −1302, 1107001, 5001, \`onAudioInterruptionBegin\` |
| is the camera open before class? | 1003 | 10 s without it: the page says so, and the class may start |

\`machines.properties.test.ts\` checks what must hold for every order of inputs: never two timers, no command while the page is hidden, none during the platform's retries, and every path out of "live" comes back or ends with a reason that a person can act on. \`machines.limits.properties.test.ts\` checks that every wait has a limit, that failures are forgotten only by media, its proof, a press or an interruption, that two starts by the machine are six seconds apart, that an ended class stays ended, and that only the server's answer leads to "taken-over". The exceptions are written there. \`npm run bench:recovery\` plays thousands of classes with unreliable phones ([recovery-bench.md](recovery-bench.md)).

## Pusher

From everywhere: \`stopRequested\` → idle; \`server: ended\`, \`server: cancelled\` → ended.

${chart(pusher.moves, new Set(['idle', 'ended']))}

### What each state asks for

${effectsTable(pusher.states, pusherEffect)}

### Every move

${movesTable(pusher.moves)}

## Player

From everywhere: \`left\` → idle; \`server: scheduled\`, \`server: open\` → waiting-room; \`server: interrupted\` → interrupted; \`server: ended\`, \`server: cancelled\` → ended.

${chart(player.moves, new Set(['idle', 'waiting-room', 'interrupted', 'ended']))}

### What each state asks for

${effectsTable(player.states, playerEffect)}

### Every move

${movesTable(player.moves)}

## Traces

"Row" is the row of [field-problems.md](reference/field-problems.md). Each file says where the incident was reported. \`tests/support/traces/trace.ts\` defines the format and plays a trace; the tests replay all of them.

${tracesTable()}
`
