import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LessonPhase } from '@contract/lessons/phase'
import type { Recovery } from '@/features/codes/event-spec'
import { PUSHER_EVENTS } from '@/features/codes/pusher-events'
import type { PusherEvent } from '@/features/codes/pusher-events'
import { stepPusher } from './machine'
import type { PusherInput } from './machine'
import type { NextDelayMs } from '@/features/recovery/rules/ladder'
import { IDLE_PUSHER, isOnItsWay, needsTeacher } from './state'
import type { PusherState } from './state'
import { anyPusherInput } from '../../../../tests/support/traces/any-input'

const delayOf: NextDelayMs = (attempt, kind) => (kind === 'now' ? 0 : attempt * 100)
const step = (state: PusherState, input: PusherInput) => stepPusher(state, input, delayOf)
const after = (...inputs: PusherInput[]): PusherState => inputs.reduce(step, IDLE_PUSHER)
const reported = (event: PusherEvent): PusherInput => ({ type: 'reported', event })

const start: PusherInput = { type: 'startRequested' }
const live = [start, reported('PUSH_STARTED')]
const lost = [...live, reported('RECONNECTING'), reported('NETWORK_LOST')]

const stalled: PusherInput = { type: 'stalled' }
const retryDue: PusherInput = { type: 'retryDue' }
const said = (phase: LessonPhase): PusherInput => ({ type: 'serverSaid', phase })
const FIRST = { phase: 'connecting', step: 'new-url', attempt: 0, failures: 0 }

const events = Object.keys(PUSHER_EVENTS) as PusherEvent[]
const history = fc.array(anyPusherInput, { maxLength: 40, size: 'max' })

describe('a push', () => {
  it('is live only after PUSH_STARTED', () => {
    expect(after(start)).toEqual(FIRST)
    expect(after(start, reported('CONNECTED'), reported('CAMERA_OPENED'))).toEqual({ ...FIRST, isHeard: true })
    expect(after(...live)).toEqual({ phase: 'live' })
  })

  it('does not interfere with the component\'s own retries', () => {
    expect(after(...live, reported('RECONNECTING'), reported('CONNECT_FAILED')))
      .toMatchObject({ phase: 'platform-reconnecting', attempt: 0, reports: 2 })
    expect(after(...live, reported('RECONNECTING'), reported('PUSH_STARTED'))).toEqual({ phase: 'live' })
    expect(after(start, reported('DNS_FAILED')).phase).toBe('platform-reconnecting')
  })

  it('takes one step of the ladder per failure, and repeats the last', () => {
    const steps: unknown[] = []
    let state = after(...live)
    for (let failure = 0; failure < 6; failure += 1) {
      state = step(state, reported('NETWORK_LOST'))
      steps.push('step' in state && state.step)
      state = step(state, retryDue)
    }
    expect(steps).toEqual(['start', 'restart', 'rebuild', 'new-url', 'new-url', 'new-url'])
  })

  it('waits longer with each try, and starts again at one after it was live', () => {
    expect(after(...lost))
      .toMatchObject({ phase: 'waiting', step: 'start', attempt: 1, delayMs: 100, reason: 'NETWORK_LOST' })
    const again: PusherInput[] = [...lost, retryDue, stalled, retryDue]
    expect(after(...again)).toMatchObject({ phase: 'connecting', attempt: 2, failures: 2 })
    expect(after(...again, reported('PUSH_STARTED'), { type: 'calmed' }, reported('NETWORK_LOST')))
      .toMatchObject({ attempt: 1, delayMs: 100 })
  })

  it('counts its failures until it has run for a while', () => {
    const claimed = after(...lost, retryDue, reported('PUSH_STARTED'))
    expect(claimed).toMatchObject({ phase: 'live', unproven: { failures: 1 } })
    expect(step(claimed, reported('NETWORK_LOST'))).toMatchObject({ attempt: 2, failures: 2 })
    expect([said('interrupted'), said('live')].reduce(step, claimed)).toEqual({ ...claimed, server: 'live' })
    expect(step(claimed, { type: 'mediaFlows' })).toBe(claimed)
    expect(step(claimed, { type: 'calmed' })).toEqual({ phase: 'live' })
    expect([said('interrupted'), { type: 'mediaFlows' } as const].reduce(step, claimed))
      .toMatchObject({ phase: 'degraded', by: 'unseen', unproven: { failures: 1 } })
  })

  it('keeps requesting without a next step while the server is unreachable', () => {
    const unreachable: PusherInput = { type: 'startUnreachable' }
    expect(after(start, unreachable, retryDue, unreachable))
      .toMatchObject({ phase: 'waiting', step: 'new-url', attempt: 2, failures: 0, reason: 'SERVER_UNREACHABLE' })
  })

  it('offers a button after six failures in a row, and gives up after forty', () => {
    const failing = (times: number) =>
      after(...live, ...Array.from({ length: times }, () => [reported('NETWORK_LOST'), retryDue]).flat())
    expect(needsTeacher(failing(5))).toBe(false)
    expect(needsTeacher(failing(6))).toBe(true)
    expect(isOnItsWay(failing(40))).toBe(true)
    expect(failing(41)).toEqual({ phase: 'failed', reason: 'NETWORK_LOST' })
    expect(step(failing(41), { type: 'networkRestored' })).toEqual({ ...FIRST, attempt: 1 })
    expect(stepPusher(failing(41), { type: 'networkRestored' }, () => 4_000))
      .toMatchObject({ phase: 'waiting', step: 'new-url', delayMs: 4_000 })
  })

  it('gives up when the encoder fails in new components too', () => {
    const failing = (times: number) =>
      after(...live, ...Array.from({ length: times }, () => [reported('VIDEO_ENCODE_FAILED'), retryDue]).flat())
    expect(failing(1)).toMatchObject({ phase: 'connecting', step: 'rebuild' })
    expect(failing(5)).toEqual({ phase: 'failed', reason: 'VIDEO_ENCODE_FAILED' })
  })

  it('ends the wait when the network is back or the page is shown', () => {
    expect(after(...lost, { type: 'networkRestored' }).phase).toBe('connecting')
    expect(after(...lost, { type: 'pageShown' }).phase).toBe('connecting')
  })

  it('is live when a component that counted as lost reports it', () => {
    expect(after(start, stalled, reported('PUSH_STARTED'))).toMatchObject({ phase: 'live' })
  })

  it('keeps the reason when the class may not start', () => {
    expect(after(start, { type: 'startRefused', code: 'LESSON_NOT_OPEN' }))
      .toEqual({ phase: 'refused', code: 'LESSON_NOT_OPEN' })
  })

  it('is retried after a refused command, and fails when only a person can help', () => {
    expect(after(start, { type: 'commandRefused' })).toMatchObject({ phase: 'waiting', step: 'restart' })
    expect(after(start, { type: 'commandRefused', failure: 'IN_BACKGROUND' }))
      .toMatchObject({ phase: 'waiting', reason: 'IN_BACKGROUND' })
    expect(after(start, { type: 'commandRefused', failure: 'SYSTEM_PERMISSION_MISSING' }))
      .toEqual({ phase: 'failed', reason: 'SYSTEM_PERMISSION_MISSING' })
    expect(after(...live, { type: 'commandRefused', failure: 'PRIVACY_REFUSED' })).toEqual({ phase: 'live' })
  })

  it('fails without a camera for the first reason, and can start again', () => {
    const denied = [start, reported('CAMERA_DENIED'), reported('CAMERA_FAILED')]
    expect(after(...denied)).toEqual({ phase: 'failed', reason: 'CAMERA_DENIED' })
    expect(after(...denied, start)).toEqual(FIRST)
  })

  it('ignores a second press', () => {
    for (const inputs of [[start], live, [...live, reported('RECONNECTING')]]) {
      expect(after(...inputs, start)).toEqual(after(...inputs))
    }
  })
})

describe('the camera preview before class', () => {
  const preview: PusherInput = { type: 'previewRequested' }

  it('keeps the reason for a missing picture, and allows another program', () => {
    expect(after(reported('CAMERA_DENIED'))).toBe(IDLE_PUSHER)
    expect(after(preview, reported('CAMERA_DENIED'), reported('CAMERA_FAILED')))
      .toEqual({ phase: 'preflight', trouble: 'CAMERA_DENIED' })
    expect(after(preview, reported('CAMERA_DENIED'), start)).toEqual(FIRST)
  })

  it('starts again by request, or when the camera opens', () => {
    const denied = after(preview, reported('CAMERA_DENIED'))
    expect(step(denied, preview)).toEqual({ phase: 'preflight', trouble: null })
    expect(step(denied, reported('CAMERA_OPENED'))).toEqual({ phase: 'preflight', trouble: null, isOpen: true })
    const looking = after(preview)
    expect(step(looking, preview)).toBe(looking)
  })

  it('does not replace a running class', () => {
    for (const inputs of [[start], live, lost]) expect(after(...inputs, preview)).toEqual(after(...inputs))
  })
})

describe('a degraded push', () => {
  it.each([
    ['NETWORK_BUSY', 'network'], ['SWITCHED_TO_SOFTWARE_ENCODER', 'encoder'],
  ] as const)('by %s ends after a calm time', (event, by) => {
    const degraded = after(...live, reported(event))
    expect(degraded).toEqual({ phase: 'degraded', by, reports: 1 })
    expect(step(degraded, reported(event))).toEqual({ phase: 'degraded', by, reports: 2 })
    expect(step(degraded, { type: 'calmed' })).toEqual({ phase: 'live' })
  })

  it.each([
    ['CAMERA_FAILED', 'camera'], ['MIC_FAILED', 'microphone'], ['MIC_SILENT', 'microphone'],
    ['SCREEN_CAPTURE_REFUSED', 'microphone'],
  ] as const)('by %s continues without it until a person starts again', (event, by) => {
    const degraded = after(...live, reported(event))
    expect(degraded).toEqual({ phase: 'degraded', by, reports: 1 })
    expect(step(degraded, { type: 'calmed' })).toBe(degraded)
    expect(step(degraded, reported('NETWORK_BUSY'))).toBe(degraded)
    expect(step(degraded, start)).toEqual(FIRST)
  })

  it('is live when the camera is back, or after PUSH_STARTED for the microphone', () => {
    expect(after(...live, reported('CAMERA_FAILED'), reported('CAMERA_OPENED'))).toEqual({ phase: 'live' })
    expect(after(...live, reported('MIC_SILENT'), reported('CAMERA_OPENED'))).toMatchObject({ phase: 'degraded' })
    expect(after(...live, reported('MIC_FAILED'), reported('PUSH_STARTED'))).toEqual({ phase: 'live' })
    expect(after(...live, reported('CAMERA_FAILED'), reported('PUSH_STARTED'))).toMatchObject({ phase: 'degraded' })
  })

  it('that the server does not receive is restarted after a while', () => {
    const unseen = after(...live, said('interrupted'))
    expect(unseen).toEqual({ phase: 'degraded', by: 'unseen', reports: 1, server: 'interrupted' })
    expect(step(unseen, said('interrupted'))).toBe(unseen)
    expect(step(unseen, said('live'))).toEqual({ phase: 'live', server: 'live' })
    const doubted = step(unseen, { type: 'stillUnseen' })
    expect(doubted).toMatchObject({ phase: 'degraded', doubts: 1 })
    for (const input of [{ type: 'stillUnseen' }, { type: 'serverAnswered', phase: 'interrupted' }] as const) {
      expect(step(doubted, input)).toMatchObject({ phase: 'waiting', step: 'restart', reason: 'UNSEEN' })
    }
    expect(step(doubted, { type: 'serverAnswered', phase: 'live' })).toEqual({ phase: 'live', server: 'live' })
    expect(step(doubted, { type: 'serverUnreachable' })).toEqual(unseen)
    expect(step(unseen, { type: 'mediaMissing' })).toMatchObject({ phase: 'waiting', reason: 'UNSEEN' })
    expect(after(...live, { type: 'stillUnseen' })).toEqual({ phase: 'live' })
  })

  it('asks for a new live session when the server has none any more', () => {
    expect(after(said('live'), ...live, said('open'), { type: 'stillUnseen' }, { type: 'stillUnseen' }))
      .toMatchObject({ phase: 'waiting', step: 'new-url', reason: 'UNSEEN' })
  })

  it('is recovered after a loss', () => {
    expect(after(...live, reported('NETWORK_BUSY'), reported('NETWORK_LOST')))
      .toMatchObject({ phase: 'waiting', step: 'start' })
  })
})

describe('a push that the server closed', () => {
  const closed = [...live, reported('SERVER_CLOSED')]

  const answered = (phase: LessonPhase, isOtherDevice = false): PusherInput =>
    ({ type: 'serverAnswered', phase, isOtherDevice })

  it('was taken over only when the server says that another device sends', () => {
    expect(after(...closed)).toMatchObject({ phase: 'asking', step: 'new-url', failures: 1 })
    expect(after(...closed, answered('live', true))).toEqual({ phase: 'taken-over', server: 'elsewhere' })
    expect(after(...closed, answered('live'))).toMatchObject({ phase: 'waiting', reason: 'SERVER_CLOSED' })
  })

  it('ignores older server messages', () => {
    expect(after(...closed, said('live'))).toMatchObject({ phase: 'asking' })
  })

  it('goes on when the component has healed itself and the server sees it', () => {
    const back = after(...closed, reported('PUSH_STARTED'))
    expect(back).toMatchObject({ phase: 'asking', isBack: true })
    expect(after(...closed, { type: 'mediaFlows' })).toEqual(back)
    expect(step(back, answered('live'))).toMatchObject({ phase: 'live' })
    expect(step(back, answered('live', true)).phase).toBe('taken-over')
    expect(step(back, answered('interrupted'))).toMatchObject({ phase: 'waiting', step: 'new-url' })
  })

  it('is not started again at once when the server does not answer', () => {
    expect(stepPusher(after(...closed), { type: 'serverUnreachable' }, (_, kind) => (kind === 'request' ? 1 : 6_000)))
      .toMatchObject({ phase: 'waiting', delayMs: 6_000 })
  })

  it('connects with a new URL when no stream is live or the server does not answer', () => {
    expect(after(...closed, answered('interrupted'))).toMatchObject({ phase: 'waiting', step: 'new-url' })
    expect(after(...closed, { type: 'serverUnreachable' })).toMatchObject({ phase: 'waiting', step: 'new-url' })
  })

  it('again and again asks with pauses, and the teacher after six times', () => {
    let state = after(...live)
    const delays: number[] = []
    for (let time = 0; time < 6; time += 1) {
      state = [reported('SERVER_CLOSED'), answered('interrupted')].reduce(step, state)
      if (state.phase === 'waiting') delays.push(state.delayMs)
      state = [retryDue, reported('PUSH_STARTED')].reduce(step, state)
    }
    expect(delays).toEqual([100, 200, 300, 400, 500, 600])
    expect(needsTeacher(step(state, reported('SERVER_CLOSED')))).toBe(true)
  })

  it('on its first try is checked too, because its URL may be old', () => {
    expect(after(start, reported('SERVER_CLOSED'))).toMatchObject({ phase: 'asking' })
  })

  it('is not taken back without the teacher, and a late stream is stopped again', () => {
    const takenOver = after(...closed, answered('live', true))
    for (const event of events.filter(it => it !== 'PUSH_STARTED')) {
      expect(step(takenOver, reported(event))).toBe(takenOver)
    }
    expect(step(takenOver, reported('PUSH_STARTED'))).toMatchObject({ phase: 'taken-over', stray: 1 })
    expect(step(takenOver, start).phase).toBe('connecting')
  })

  it('is asked about in every phase that sends or tries, once another device sends', () => {
    const elsewhere: PusherInput = { type: 'serverSaid', phase: 'live', isOtherDevice: true }
    expect(after(...lost, elsewhere).phase).toBe('asking')
    expect(after(...live, reported('RECONNECTING'), elsewhere).phase).toBe('asking')
    expect(after(...lost, retryDue, elsewhere).phase).toBe('asking')
    expect(after(start, elsewhere)).toMatchObject({ phase: 'connecting', attempt: 0 })
    expect(after(...live, elsewhere, { type: 'stillUnseen' }).phase).toBe('asking')
  })
})

describe('a push that WeChat interrupts', () => {
  it('waits for the end of the call and another second', () => {
    const calling = after(...live, reported('CALL_INTERRUPTED'))
    const waiting = { phase: 'waiting', step: 'start', attempt: 1, delayMs: 1_000, after: 'call' }
    expect(calling).toEqual({ phase: 'interrupted', by: 'call' })
    expect(step(calling, { type: 'callEnded' })).toMatchObject(waiting)
    expect(step(calling, { type: 'pageShown' })).toMatchObject(waiting)
  })

  it('waits again when the call still holds the microphone', () => {
    const trying = after(...live, reported('CALL_INTERRUPTED'), { type: 'callEnded' }, retryDue)
    expect(trying).toMatchObject({ phase: 'connecting', after: 'call' })
    expect(step(trying, reported('MIC_FAILED'))).toEqual({ phase: 'interrupted', by: 'call' })
  })

  it('starts again when the page is shown', () => {
    expect(after(...live, reported('APP_SUSPENDED'))).toEqual({ phase: 'interrupted', by: 'background' })
    expect(after(...live, reported('APP_SUSPENDED'), { type: 'pageShown' }))
      .toMatchObject({ phase: 'connecting', step: 'start', after: 'background' })
  })

  it('stays interrupted by the call when WeChat is hidden too', () => {
    expect(after(...live, reported('CALL_INTERRUPTED'), reported('APP_SUSPENDED')))
      .toEqual({ phase: 'interrupted', by: 'call' })
    expect(after(...live, reported('APP_SUSPENDED'), reported('CALL_INTERRUPTED')))
      .toEqual({ phase: 'interrupted', by: 'call' })
  })

  it('stays interrupted after a loss of the network', () => {
    expect(after(...live, reported('APP_SUSPENDED'), reported('NETWORK_LOST')))
      .toEqual({ phase: 'interrupted', by: 'background' })
  })

  it('is live when WeChat continues by itself', () => {
    expect(after(...live, reported('APP_SUSPENDED'), reported('PUSH_STARTED'))).toEqual({ phase: 'live' })
    expect(after(...live, reported('CALL_INTERRUPTED'), reported('PUSH_STARTED')))
      .toEqual({ phase: 'live', isAfterCall: true })
  })

  it.each<[string, PusherInput[]]>([
    ['the code', [reported('PUSH_STARTED')]],
    ['the statistics', [{ type: 'mediaFlows' }]],
    ['the server', [said('interrupted'), said('live')]],
  ])('has its capture to be woken after a call, also when %s tells that it runs', (_, news) => {
    const running = after(...live, reported('CALL_INTERRUPTED'), { type: 'callEnded' }, retryDue, ...news)
    expect(running).toMatchObject({ phase: 'live', isAfterCall: true })
    expect(step(running, { type: 'woken' })).not.toHaveProperty('isAfterCall')
  })
})

describe('a report leads to the phase that its recovery says', () => {
  /** Events of features that Kaike does not use. */
  const isAboutOtherThings = (event: PusherEvent) => event.startsWith('ROOM_') || event.startsWith('SCREEN_')
  const phasesByRecovery: Record<Recovery, PusherState['phase'][]> = {
    'none': ['live', 'degraded'],
    'platform-retries': ['platform-reconnecting', 'degraded'],
    'restart': ['waiting', 'interrupted'],
    'rebuild': ['waiting'],
    'new-url': ['waiting', 'asking'],
    'ask-user': ['failed', 'degraded'],
    'end': ['failed'],
  }

  it.each(events.filter(event => !isAboutOtherThings(event)))('%s', event => {
    const { recovery } = PUSHER_EVENTS[event]
    const next = after(...live, reported(event))
    expect(phasesByRecovery[recovery]).toContain(next.phase)
    if (recovery === 'rebuild') expect(next).toMatchObject({ step: 'rebuild' })
    if (recovery === 'new-url' && next.phase === 'waiting') expect(next).toMatchObject({ step: 'new-url' })
  })
})

describe('for any inputs', () => {
  it.each(['ended', 'cancelled'] as const)('ends by the server\'s "%s"', phase => {
    fc.assert(fc.property(history, inputs => {
      const before = after(...inputs)
      const { phase: now } = step(before, { type: 'serverSaid', phase })
      expect(now).toBe(before.phase === 'idle' ? 'idle' : 'ended')
    }))
  })

  it('never ends by a lost stream', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...events).map(reported)), reports => {
      expect(after(start, ...reports).phase).not.toBe('ended')
    }))
  })

  it('can be live again by a press of the teacher', () => {
    fc.assert(fc.property(history, inputs => {
      const started: PusherInput[] = [{ type: 'serverUnreachable' }, start, retryDue, reported('PUSH_STARTED')]
      expect(started.reduce(step, after(...inputs)).phase).toMatch(/^(live|degraded)$/)
    }))
  })

  it('returns the same state object when nothing changes', () => {
    fc.assert(fc.property(history, anyPusherInput, (inputs, input) => {
      const state = after(...inputs)
      const next = step(state, input)
      if (JSON.stringify(next) === JSON.stringify(state)) expect(next).toBe(state)
    }))
  })

  it('has a delay and an attempt in every wait', () => {
    fc.assert(fc.property(history, inputs => {
      const state = after(...inputs)
      if (state.phase !== 'waiting') return
      expect(state.attempt).toBeGreaterThan(0)
      expect(state.delayMs).toBeGreaterThan(0)
    }))
  })
})
