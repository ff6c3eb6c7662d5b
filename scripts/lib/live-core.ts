import { readFileSync, readdirSync } from 'node:fs'
import { LESSON_PHASES } from '../../contract/live'
import type { Circumstances, Effect } from '../../src/live/effects'
import { playerEffect } from '../../src/live/player-effects'
import { PLAYER_EVENTS } from '../../src/live/player-events'
import type { PlayerEvent } from '../../src/live/player-events'
import { stepPlayer } from '../../src/live/player-machine'
import type { PlayerInput } from '../../src/live/player-machine'
import { IDLE_PLAYER, PLAYER_LADDER } from '../../src/live/player-state'
import type { PlayerState } from '../../src/live/player-state'
import { pusherEffect } from '../../src/live/pusher-effects'
import { PUSHER_EVENTS } from '../../src/live/pusher-events'
import type { PusherEvent } from '../../src/live/pusher-events'
import { stepPusher } from '../../src/live/pusher-machine'
import type { PusherInput } from '../../src/live/pusher-machine'
import { IDLE_PUSHER, PUSHER_LADDER } from '../../src/live/pusher-state'
import type { PusherState } from '../../src/live/pusher-state'
import type { Trace } from '../../src/live/testing/trace'

const TRACES = new URL('../../src/live/traces/', import.meta.url)
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
    { type: 'previewRequested' }, { type: 'startRequested' }, { type: 'stopRequested' }, { type: 'retryDue' }, { type: 'stalled' }, { type: 'calmed' },
    { type: 'stillUnseen' }, { type: 'startRefused', code: 'LESSON_NOT_OPEN' }, { type: 'startUnreachable' }, { type: 'commandRefused' },
    { type: 'commandRefused', failure: 'PRIVACY_REFUSED' }, { type: 'serverUnreachable' }, { type: 'networkRestored' }, { type: 'pageShown' }, { type: 'callEnded' },
    ...LESSON_PHASES.flatMap(phase => [{ type: 'serverSaid', phase }, { type: 'serverAnswered', phase }] as const),
    ...(Object.keys(PUSHER_EVENTS) as PusherEvent[]).map(event => ({ type: 'reported', event }) as const),
  ],
  step: (state, input) => stepPusher(state, input, () => 1),
}

const PLAYER: Machine<PlayerState, PlayerInput> = {
  idle: IDLE_PLAYER,
  inputs: [
    { type: 'retryDue' }, { type: 'stalled' }, { type: 'watchRefused', code: 'NOT_FOUND' }, { type: 'watchUnreachable' },
    { type: 'urlUnplayable' }, { type: 'deviceUnfit' }, { type: 'retryRequested' },
    { type: 'networkRestored' }, { type: 'pageShown' }, { type: 'left' },
    ...LESSON_PHASES.map(phase => ({ type: 'serverSaid', phase }) as const),
    ...(Object.keys(PLAYER_EVENTS) as PlayerEvent[]).map(event => ({ type: 'reported', event }) as const),
  ],
  step: (state, input) => stepPlayer(state, input, () => 1),
}

/** `NETWORK_LOST`, `server: ended`, `stalled`. */
function nameOf(input: PusherInput | PlayerInput): string {
  if (input.type === 'reported') return input.event
  if (input.type === 'serverSaid' || input.type === 'serverAnswered') return `server: ${input.phase}`
  return 'failure' in input ? `commandRefused: ${input.failure}` : input.type
}

/** The pace does not change where a machine can go, only when. */
const keyOf = (state: object): string => JSON.stringify({ ...state, attempt: 0, reports: 'reports' in state ? Math.min(Number(state.reports), 13) : 0 })

/** Every state that can be reached, and every move between two phases with all that makes it. */
function explore<State extends { phase: string }, Input extends PusherInput | PlayerInput>({ idle, inputs, step }: Machine<State, Input>): { moves: Move[], states: State[] } {
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

/** Phases that everything can go to are said in words: an arrow from each would hide the rest. */
function chart(moves: readonly Move[], fromEverywhere: ReadonlySet<string>): string {
  const drawn = moves.filter(({ to }) => !fromEverywhere.has(to))
  const phases = [...new Set(moves.flatMap(({ from, to }) => [from, to]))]
  return [
    '```mermaid', 'stateDiagram-v2',
    ...phases.filter(phase => phase.includes('-')).map(phase => `  state "${phase}" as ${idOf(phase)}`),
    '  [*] --> idle',
    ...drawn.map(({ from, to, by }) => `  ${idOf(from)} --> ${idOf(to)}: ${by.length > 2 ? `${by[0] ?? ''} and ${by.length - 1} more` : by.join(', ')}`.replaceAll('server: ', 'server ')),
    '```',
  ].join('\n')
}

const movesTable = (moves: readonly Move[]): string => [
  '| from | to | by |', '|---|---|---|',
  ...moves.map(({ from, to, by }) => `| ${from} | ${to} | ${by.map(name => `\`${name}\``).join(' ')} |`),
].join('\n')

/** What makes one state of a phase ask for something else than another. */
function variantOf(state: { phase: string }): string {
  const { step, by, trouble } = state as { step?: string, by?: string, trouble?: string | null }
  if (state.phase === 'preflight') return trouble ? 'in trouble' : 'well'
  if (state.phase === 'connecting') return step ?? ''
  return by ?? ''
}

function effectsTable<State extends { phase: string }>(states: readonly State[], effectOf: (state: State, circumstances: Circumstances) => Effect<{ type: string }, { type: string }>): string {
  const rows = new Map<string, string>()
  for (const state of states) {
    const { commands, timer } = effectOf(state, ON_SCREEN)
    const variant = variantOf(state)
    const name = variant ? `${state.phase}: ${variant}` : state.phase
    const does = commands.map(({ type }) => type).join(' → ') || '—'
    const then = timer ? `\`${timer.input.type}\` after ${state.phase === 'waiting' ? 'the backoff' : `${timer.delayMs / 1000} s`}` : '—'
    rows.set(name, `| ${name} | ${does} | ${then} |`)
  }
  return ['| state | commands | timer |', '|---|---|---|', ...rows.values()].join('\n')
}

function tracesTable(): string {
  const traces = readdirSync(TRACES).sort().map(file => JSON.parse(readFileSync(new URL(file, TRACES), 'utf8')) as Trace)
  return [
    '| trace | proves | device | row |', '|---|---|---|---|',
    ...traces.map(({ name, title, device, field }) => `| [${name}](../src/live/traces/${name}.json) | ${title} | ${device} | ${field.join(', ')} |`),
  ].join('\n')
}

const pusher = explore(PUSHER)
const player = explore(PLAYER)

/** The whole of docs/live-core.md. */
export const describeLiveCore = (): string => `# The live core

Written by \`npx tsx scripts/live-core.ts\` from \`src/live/\`; edit that, or \`scripts/lib/live-core.ts\`, not this page. The charts are found by trying every input in every state that can be reached.

\`src/live/\` holds the rules of a class on air, without Vue, a clock, randomness or a network:

| file | what |
|---|---|
| \`pusher-events.ts\`, \`player-events.ts\`, \`command-errors.ts\` | every code as data: [event-codes.md](event-codes.md) |
| \`pusher-state.ts\`, \`player-state.ts\` | the states |
| \`pusher-machine.ts\`, \`player-machine.ts\` | state × input → state |
| \`pusher-reports.ts\`, \`player-reports.ts\` | what a report of the component means; a new code does not compile until it is said |
| \`recovery.ts\` | the ladder that both climb |
| \`pusher-effects.ts\`, \`player-effects.ts\` | what a state asks for: commands, and at most one timer |
| \`diagnosis.ts\` | me, the teacher or the service: one word for one sentence |
| \`traces/\` | incidents as data, replayed in the tests |

\`src/composables/use-machine-effects.ts\` performs the effects on both platforms; \`use-pusher.ts\` and \`use-player.ts\` know the commands. The components behind the two ports speak the same codes, so nothing here knows which platform it is on.

## The rules

1. **The server decides whether there is a class.** No report ends it. \`-2301\` of a student means "their network" or "the teacher's": the channel says which. What the pusher calls live and the server does not see for 8 s is started again.
2. **The platform's own three retries are left alone.** During them there is no command, only a timer longer than they take. Reports that go round in a circle are cut short.
3. **A failure climbs the ladder.** Pusher: ${PUSHER_LADDER.join(' → ')}. Player: ${PLAYER_LADDER.join(' → ')}. A code can ask for more than the next rung, never for less. A server that does not answer is no failure of the component: it is asked again, the rung stays. After six failures the person gets a sentence and a button while the tries go on.
4. **Backoff has full jitter** (\`backoff.ts\`): at most 1 s for the first thirty tries, 5 s after. Without a network nothing is tried. The moment it is back, or a server that was away answers again, at once.
5. **Nothing is commanded behind WeChat** (errno 102, 1107003): the effect of a hidden page's state is put off until it is shown, a class that ended meanwhile included.
6. **Every start is preceded by a stop**: Android needs it. After a call on iOS the capture is paused and resumed, or the camera stays black.
7. **A device lost in mid-class takes its half with it, not the other.** Without a camera the sound goes on, with a button to open it again.
8. **A stream that the server closed is asked about before it is started**: another device of the same teacher may have it. Only a press takes it back.

What holds whatever happens is in \`machines.properties.test.ts\`: no two timers, no command behind WeChat, none during the platform's retries, every path out of "live" comes back or ends with a reason that a person can answer.

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

"Row" is the row of \`field-problems.md\`, the list of what breaks for users of these components. Each file says where the incident was reported. \`src/live/testing/trace.ts\` has the format and plays them; the tests replay all of them.

${tracesTable()}
`
