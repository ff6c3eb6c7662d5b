/** Arbitrary inputs of both machines for property tests. An input type without an arbitrary does not compile. */
import fc from 'fast-check'
import { LESSON_PHASES } from '@contract/lessons/phase'
import { COMMAND_FAILURES } from '@/features/codes/command-failures'
import type { CommandFailure } from '@/features/codes/command-failures'
import { PLAYER_EVENTS } from '@/features/codes/player-events'
import type { PlayerEvent } from '@/features/codes/player-events'
import { PUSHER_EVENTS } from '@/features/codes/pusher-events'
import type { PusherEvent } from '@/features/codes/pusher-events'
import type { PlayerInput } from '@/features/player/rules/machine'
import type { PusherInput } from '@/features/pusher/rules/machine'
import type { PageFact } from './simulation'

export type Happening<Input> = { fact: PageFact } | { input: Input } | { passMs: number }

type ByType<Input extends { type: string }> = { [T in Input['type']]: fc.Arbitrary<Extract<Input, { type: T }>> }

const plain = <T extends string>(type: T): fc.Arbitrary<{ type: T }> => fc.constant({ type })

const serverWord = <T extends string>(type: T) => fc.oneof(
  fc.constantFrom(...LESSON_PHASES).map(phase => ({ type, phase })),
  fc.boolean().map(isOtherDevice => ({ type, phase: 'live' as const, isOtherDevice })),
)

const PUSHER_INPUTS: ByType<PusherInput> = {
  previewRequested: plain('previewRequested'),
  startRequested: plain('startRequested'),
  stopRequested: plain('stopRequested'),
  reported: fc.oneof(
    fc.constantFrom(...Object.keys(PUSHER_EVENTS) as PusherEvent[]),
    fc.constantFrom<PusherEvent>(
      'PUSH_STARTED', 'RECONNECTING', 'SERVER_CLOSED', 'NETWORK_LOST', 'CAMERA_FAILED', 'MIC_FAILED', 'APP_SUSPENDED',
      'CALL_INTERRUPTED',
    ),
  ).map(event => ({ type: 'reported', event })),
  mediaFlows: plain('mediaFlows'),
  mediaMissing: plain('mediaMissing'),
  heard: plain('heard'),
  woken: plain('woken'),
  retryDue: plain('retryDue'),
  startRefused: fc.constant({ type: 'startRefused', code: 'LESSON_NOT_OPEN' }),
  startUnreachable: plain('startUnreachable'),
  commandRefused: fc.option(fc.constantFrom(...Object.keys(COMMAND_FAILURES) as CommandFailure[]), { nil: undefined })
    .map(failure => ({ type: 'commandRefused', ...(failure && { failure }) })),
  stalled: plain('stalled'),
  calmed: plain('calmed'),
  stillUnseen: plain('stillUnseen'),
  serverSaid: serverWord('serverSaid'),
  serverAnswered: serverWord('serverAnswered'),
  serverUnreachable: plain('serverUnreachable'),
  networkRestored: plain('networkRestored'),
  pageShown: plain('pageShown'),
  callBegan: plain('callBegan'),
  callEnded: plain('callEnded'),
}

const PLAYER_INPUTS: ByType<PlayerInput> = {
  serverSaid: serverWord('serverSaid'),
  reported: fc.oneof(
    fc.constantFrom(...Object.keys(PLAYER_EVENTS) as PlayerEvent[]),
    fc.constantFrom<PlayerEvent>('PLAYING', 'BUFFERING', 'RECONNECTING', 'NETWORK_LOST', 'STREAM_ENDED'),
  ).map(event => ({ type: 'reported', event })),
  mediaFlows: plain('mediaFlows'),
  heard: plain('heard'),
  retryDue: plain('retryDue'),
  calmed: plain('calmed'),
  stalled: fc.constantFrom<{ type: 'stalled', isSilent?: boolean }>({ type: 'stalled' }, { type: 'stalled', isSilent: true }),
  watchRefused: fc.constant({ type: 'watchRefused', code: 'NOT_FOUND' }),
  watchUnreachable: plain('watchUnreachable'),
  urlUnplayable: plain('urlUnplayable'),
  deviceUnfit: plain('deviceUnfit'),
  retryRequested: plain('retryRequested'),
  networkRestored: plain('networkRestored'),
  pageShown: plain('pageShown'),
  callBegan: plain('callBegan'),
  callEnded: plain('callEnded'),
  left: plain('left'),
}

/** Frequent inputs; the others have the weight 1. */
const WEIGHTS: Readonly<Record<string, number>> = {
  reported: 10, serverSaid: 4, serverAnswered: 3, startRequested: 2, mediaFlows: 2, serverUnreachable: 2,
}

/** Inputs of the machines' own timers and of the page, which a simulation sends itself. */
const OF_SIMULATION: ReadonlySet<string> = new Set(['retryDue', 'calmed', 'stillUnseen', 'networkRestored', 'pageShown'])

const any = <Input extends { type: string }>(
  inputs: Readonly<Record<string, fc.Arbitrary<Input>>>, isWanted: (type: string) => boolean,
): fc.Arbitrary<Input> => fc.oneof(...Object.entries(inputs)
  .filter(([type]) => isWanted(type))
  .map(([type, arbitrary]) => ({ weight: WEIGHTS[type] ?? 1, arbitrary })))

export const anyPusherInput: fc.Arbitrary<PusherInput> = any<PusherInput>(PUSHER_INPUTS, () => true)
export const anyPlayerInput: fc.Arbitrary<PlayerInput> = any<PlayerInput>(PLAYER_INPUTS, () => true)

const facts: PageFact[] = [
  { type: 'pageHidden' }, { type: 'pageShown' }, { type: 'networkLost' }, { type: 'networkRestored' },
]

/**
 * What happens to a simulation: an input from outside, a fact of the page, or time. With fast-check's default size,
 * arrays have less than five elements on average.
 */
const anyHappenings = <Input>(input: fc.Arbitrary<Input>): fc.Arbitrary<Happening<Input>[]> => fc.array(fc.oneof(
  { weight: 5, arbitrary: input.map(it => ({ input: it })) },
  { weight: 2, arbitrary: fc.constantFrom(...facts).map(fact => ({ fact })) },
  { weight: 2, arbitrary: fc.oneof(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 1, max: 30_000 }))
    .map(passMs => ({ passMs })) },
), { maxLength: 60, size: 'max' })

const isFromOutside = (type: string): boolean => !OF_SIMULATION.has(type)

export const pusherHappenings = anyHappenings(any<PusherInput>(PUSHER_INPUTS, isFromOutside))
export const playerHappenings = anyHappenings(any<PlayerInput>(PLAYER_INPUTS, isFromOutside))
