import { describe, expect, it } from 'vitest'
import { mayNotCommand } from './effects'
import { playerEffect } from '@/features/player/rules/effects'
import { pusherEffect } from '@/features/pusher/rules/effects'
import type { PusherState } from '@/features/pusher/rules/state'
import { FIRST_TRY } from './ladder'
import type { RecoveryStep } from './ladder'
import { ANDROID, BROWSER, IOS } from '../../../../tests/support/traces/simulation'

const connecting = (step: RecoveryStep, more: { after?: 'call' } = {}): PusherState =>
  ({ phase: 'connecting', step, attempt: 1, failures: 1, ...more })
const types = (effect: { commands: readonly { type: string }[] }) => effect.commands.map(({ type }) => type)

describe('the pusher', () => {
  it('is stopped before every start, with a pause of a second in the step restart', () => {
    expect(types(pusherEffect(connecting('start'), ANDROID))).toEqual(['stop', 'start'])
    expect(pusherEffect(connecting('restart'), ANDROID).commands)
      .toEqual([{ type: 'stop' }, { type: 'sleep', forMs: 1_000 }, { type: 'start', wakesCapture: false }])
    expect(types(pusherEffect(connecting('rebuild'), ANDROID))).toEqual(['stop', 'rebuild', 'start'])
    expect(types(pusherEffect(connecting('new-url'), ANDROID))).toEqual(['stop', 'fetch-url', 'start'])
  })

  it('asks for a URL that replaces another device only for a press', () => {
    const takesOver = (attempt: number) => pusherEffect({ phase: 'connecting', ...FIRST_TRY, attempt }, ANDROID).commands
      .flatMap(command => (command.type === 'fetch-url' ? [command.takesOver] : []))
    expect(takesOver(0)).toEqual([true])
    expect(takesOver(1)).toEqual([false])
  })

  it('pauses and resumes after a call on iOS only', () => {
    const wakes = (state: PusherState, device: typeof IOS) =>
      pusherEffect(state, device).commands.some(command => command.type === 'start' && command.wakesCapture)
    expect(wakes(connecting('start', { after: 'call' }), IOS)).toBe(true)
    expect(wakes(connecting('start', { after: 'call' }), ANDROID)).toBe(false)
    expect(wakes(connecting('start'), IOS)).toBe(false)
    const runsAgain: PusherState = { phase: 'live', isAfterCall: true }
    expect(pusherEffect(runsAgain, IOS)).toEqual({ commands: [{ type: 'wake' }] })
    expect(pusherEffect(runsAgain, ANDROID)).toEqual({ commands: [], timer: { delayMs: 0, input: { type: 'woken' } } })
  })

  it('gets no command during its own retries', () => {
    const effect = pusherEffect({ phase: 'platform-reconnecting', ...FIRST_TRY, reports: 1 }, ANDROID)
    expect(effect).toEqual({ commands: [], timer: { delayMs: 20_000, input: { type: 'stalled' } } })
  })

  it('waits without a timer while there is no network', () => {
    const waiting: PusherState = { phase: 'waiting', ...FIRST_TRY, delayMs: 700, reason: 'NETWORK_LOST' }
    expect(pusherEffect(waiting, ANDROID).timer?.delayMs).toBe(700)
    expect(pusherEffect(waiting, { ...ANDROID, isOnline: false })).toEqual({ commands: [] })
    expect(pusherEffect(connecting('start'), { ...ANDROID, isOnline: false })).toEqual({ commands: [] })
  })

  it('gets no command, not even stop, while WeChat hides the page; in a browser it does', () => {
    const ended: PusherState = { phase: 'ended' }
    expect(pusherEffect(ended, { ...ANDROID, isShown: false })).toEqual({ commands: [] })
    expect(types(pusherEffect(ended, { ...BROWSER, isShown: false }))).toEqual(['stop'])
  })

  it('is not started again while hidden, only after a late report with the page shown', () => {
    const aside: PusherState = { phase: 'interrupted', by: 'background' }
    expect(pusherEffect(aside, { ...BROWSER, isShown: false })).toEqual({ commands: [] })
    expect(pusherEffect(aside, ANDROID).timer?.input).toEqual({ type: 'pageShown' })
    expect(pusherEffect({ phase: 'interrupted', by: 'call' }, ANDROID).timer)
      .toEqual({ delayMs: 30_000, input: { type: 'callEnded' } })
  })

  it('has a calm timer for temporary trouble, and a check when the server receives nothing', () => {
    const degraded = (by: 'network' | 'camera' | 'unseen') =>
      pusherEffect({ phase: 'degraded', by, reports: 1 }, ANDROID).timer
    expect(degraded('network')).toEqual({ delayMs: 10_000, input: { type: 'calmed' } })
    expect(degraded('unseen')).toEqual({ delayMs: 8_000, input: { type: 'stillUnseen' } })
    expect(degraded('camera')).toBeUndefined()
  })

  it('shows the camera preview once, not again after a failure', () => {
    expect(types(pusherEffect({ phase: 'preflight', trouble: null }, ANDROID))).toEqual(['preview'])
    expect(pusherEffect({ phase: 'preflight', trouble: null, isOpen: true }, ANDROID)).toEqual({ commands: [] })
    expect(pusherEffect({ phase: 'preflight', trouble: 'CAMERA_DENIED' }, ANDROID)).toEqual({ commands: [] })
  })

  it('stops before it asks the server, unless it seems to have healed itself', () => {
    const asking: PusherState = { phase: 'asking', ...FIRST_TRY }
    expect(types(pusherEffect(asking, ANDROID))).toEqual(['stop', 'sleep', 'ask-server'])
    expect(types(pusherEffect({ ...asking, isBack: true }, ANDROID))).toEqual(['sleep', 'ask-server'])
  })

  it('is checked in every flowing phase while the server does not receive it, unless the server is silent', () => {
    const check = { delayMs: 8_000, input: { type: 'stillUnseen' } }
    for (const server of ['open', 'interrupted', 'elsewhere'] as const) {
      expect(pusherEffect({ phase: 'live', server }, ANDROID).timer).toEqual(check)
      expect(pusherEffect({ phase: 'degraded', by: 'camera', reports: 1, server }, ANDROID).timer).toEqual(check)
      expect(pusherEffect({ phase: 'live', server }, { ...ANDROID, isServerHeard: false })).toEqual({ commands: [] })
    }
    expect(pusherEffect({ phase: 'live', server: 'live' }, ANDROID)).toEqual({ commands: [] })
  })
})

describe('the player', () => {
  it('replays, requests a new URL, or rebuilds the component by step', () => {
    const commands = (step: RecoveryStep) =>
      types(playerEffect({ phase: 'connecting', step, attempt: 1, failures: 1 }, ANDROID))
    expect(commands('start')).toEqual(['replay'])
    expect(commands('new-url')).toEqual(['fetch-url'])
    expect(commands('rebuild')).toEqual(['clear', 'rebuild', 'fetch-url'])
  })

  it('has 10 s for the first picture and 15 s for its own retries', () => {
    expect(playerEffect({ phase: 'connecting', ...FIRST_TRY }, ANDROID).timer)
      .toEqual({ delayMs: 10_000, input: { type: 'stalled' } })
    expect(playerEffect({ phase: 'platform-reconnecting', ...FIRST_TRY, reports: 1 }, ANDROID))
      .toEqual({ commands: [], timer: { delayMs: 15_000, input: { type: 'stalled' } } })
    expect(playerEffect({ phase: 'buffering' }, ANDROID).timer?.delayMs).toBe(15_000)
  })

  it('keeps its last picture while the teacher is away, and clears it when the class is over', () => {
    expect(playerEffect({ phase: 'interrupted', connection: 'lost' }, ANDROID)).toEqual({ commands: [] })
    expect(types(playerEffect({ phase: 'ended' }, ANDROID))).toEqual(['clear'])
  })

  it('gets no command while WeChat hides the page', () => {
    expect(playerEffect({ phase: 'ended' }, { ...ANDROID, isShown: false })).toEqual({ commands: [] })
    expect(playerEffect({ phase: 'connecting', ...FIRST_TRY }, { ...ANDROID, isShown: false }))
      .toEqual({ commands: [] })
  })
})

it('only WeChat forbids commands, and only while it hides the page', () => {
  expect(mayNotCommand({ ...ANDROID, isShown: false })).toBe(true)
  expect(mayNotCommand(ANDROID)).toBe(false)
  expect(mayNotCommand({ ...BROWSER, isShown: false })).toBe(false)
})
