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
import type { Trace } from '../../tests/support/traces/trace'

const TRACES = new URL('../../src/features/recovery/traces/', import.meta.url)
const ON_SCREEN: Circumstances = { isOnline: true, isShown: true, canCommandHidden: false, isIos: false }

interface Machine<State, Input> {
  idle: State
  inputs: readonly Input[]
  step: (state: State, input: Input) => State
}

interface Move { from: string, to: string, by: string[] }

const PUSHER: Machine<PusherState, PusherInput> = {
  idle: IDLE_PUSHER,
  inputs: [
    { type: 'previewRequested' }, { type: 'startRequested' }, { type: 'stopRequested' },
    { type: 'retryDue' }, { type: 'stalled' }, { type: 'calmed' },
    { type: 'stillUnseen' }, { type: 'startRefused', code: 'LESSON_NOT_OPEN' }, { type: 'startUnreachable' },
    { type: 'commandRefused' }, { type: 'commandRefused', failure: 'PRIVACY_REFUSED' },
    { type: 'serverUnreachable' }, { type: 'networkRestored' }, { type: 'pageShown' }, { type: 'callEnded' },
    ...LESSON_PHASES.flatMap(phase => [{ type: 'serverSaid', phase }, { type: 'serverAnswered', phase }] as const),
    ...(Object.keys(PUSHER_EVENTS) as PusherEvent[]).map(event => ({ type: 'reported', event }) as const),
  ],
  step: (state, input) => stepPusher(state, input, () => 1),
}

const PLAYER: Machine<PlayerState, PlayerInput> = {
  idle: IDLE_PLAYER,
  inputs: [
    { type: 'retryDue' }, { type: 'stalled' },
    { type: 'watchRefused', code: 'NOT_FOUND' }, { type: 'watchUnreachable' },
    { type: 'urlUnplayable' }, { type: 'deviceUnfit' }, { type: 'retryRequested' },
    { type: 'networkRestored' }, { type: 'pageShown' }, { type: 'left' },
    ...LESSON_PHASES.map(phase => ({ type: 'serverSaid', phase }) as const),
    ...(Object.keys(PLAYER_EVENTS) as PlayerEvent[]).map(event => ({ type: 'reported', event }) as const),
  ],
  step: (state, input) => stepPlayer(state, input, () => 1),
}

/** Name of an input in the tables: `NETWORK_LOST`, `server: ended`, `stalled`. */
function nameOf(input: PusherInput | PlayerInput): string {
  if (input.type === 'reported') return input.event
  if (input.type === 'serverSaid' || input.type === 'serverAnswered') return `server: ${input.phase}`
  return 'failure' in input ? `commandRefused: ${input.failure}` : input.type
}

/** Key without the counters, which change the time of a move but not its target. */
function keyOf(state: object): string {
  const reports = 'reports' in state ? Math.min(Number(state.reports), 13) : 0
  return JSON.stringify({ ...state, attempt: 0, reports })
}

/** Every reachable state, and every move between two phases with its inputs. */
function explore<State extends { phase: string }, Input extends PusherInput | PlayerInput>(
  { idle, inputs, step }: Machine<State, Input>,
): { moves: Move[], states: State[] } {
  const seen = new Map<string, State>([[keyOf(idle), idle]])
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

/** Distinguishes states of one phase that have different effects. */
function variantOf(state: { phase: string }): string {
  const { step, by, trouble } = state as { step?: string, by?: string, trouble?: string | null }
  if (state.phase === 'preflight') return trouble ? 'in trouble' : 'well'
  if (state.phase === 'connecting') return step ?? ''
  return by ?? ''
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
| \`pusher/rules/reports.ts\`, \`player/rules/reports.ts\` | the meaning of each report of the component; a new code does not compile until it has a case here |
| \`recovery/rules/ladder.ts\` | the recovery ladder of both machines |
| \`pusher/rules/effects.ts\`, \`player/rules/effects.ts\` | what a state asks for: commands, and at most one timer |
| \`class/rules/diagnosis.ts\` | whose fault it is (mine, the teacher's or the service's), as one name for one sentence |
| \`recovery/traces/\` | incidents as data; the tests replay them |

\`src/features/recovery/use-machine-effects.ts\` performs the effects on both platforms; \`use-pusher.ts\` and \`use-player.ts\` know the commands. The components behind the two ports report the same codes, so the live core does not know the platform.

## The rules

1. **The server decides whether there is a class.** No report ends it. A student's \`-2301\` means either their network or the teacher's: the channel says which. A push that the component calls live and the server does not see for 8 s is started again.
2. **The platform's own three retries run undisturbed.** During them the machine gives no command; its timer is longer than they take. Reports that repeat without end are cut short.
3. **A failure climbs the ladder.** Pusher: ${PUSHER_LADDER.join(' → ')}. Player: ${PLAYER_LADDER.join(' → ')}. A code can ask for a later rung, never for an earlier one. A server that does not answer is not a failure of the component: the machine asks again and stays on its rung. After six failures the page shows a sentence and a button while the tries go on.
4. **Backoff has full jitter** (\`backoff.ts\`): at most 1 s for the first thirty tries, then at most 5 s. Without a network the machine does not try. It tries at once when the network is back, or when the server answers again.
5. **No command is given while WeChat hides the page** (errno 102, 1107003). The effect of the state waits until the page is shown, also when the class has ended meanwhile.
6. **Every start is preceded by a stop**: Android needs it. After a call on iOS the capture is paused and resumed; otherwise the camera stays black.
7. **The loss of one device does not stop the other.** Without a camera the sound goes on, and a button opens the camera again.
8. **After the server has closed a stream, the machine asks before it starts again**: another device of the same teacher may have taken the stream. Only a press of the button takes it back.

\`machines.properties.test.ts\` checks what must hold for every order of inputs: never two timers, no command while the page is hidden, none during the platform's retries, and every path out of "live" comes back or ends with a reason that a person can act on.

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
