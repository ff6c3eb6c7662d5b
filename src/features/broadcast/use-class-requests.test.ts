import { fakeServer } from '../../../tests/support/client/fake-server'
import { beforeEach, expect, it, vi } from 'vitest'
import { liveAt } from '../../../tests/support/client/live-snapshot'
import { withSetup } from '../../../tests/support/client/with-setup'
import { useLiveSessionStore } from '@/features/class/live-session'
import { useClassRequests } from './use-class-requests'

const START = 'POST /api/v1/lessons/l/live/start'
const STOP = 'POST /api/v1/lessons/l/live/stop'

function requests() {
  const { result } = withSetup(() => ({ session: useLiveSessionStore(), ...useClassRequests() }))
  result.session.enter('l', { state: { phase: 'idle' }, reset: () => {}, serverSaid: () => {} })
  return result
}

beforeEach(() => { fakeServer.reset() })

it('gives the push URL and the server\'s answer after a start for another program', async () => {
  fakeServer.on(START, () => ({ status: 200, body: { pushUrl: 'rtmp://push', live: liveAt('open') } }))
  const { session, pushUrl, startElsewhere } = requests()
  const onStarted = vi.fn(() => session.lessonPhase)
  await startElsewhere(onStarted)
  expect(pushUrl.value).toBe('rtmp://push')
  expect(session.lessonPhase).toBe('open')
  expect(onStarted.mock.results).toEqual([{ type: 'return', value: undefined }])
})

it('changes nothing when the start fails, and says why', async () => {
  const { pushUrl, problem, isBusy, startElsewhere } = requests()
  const onStarted = vi.fn()
  const running = startElsewhere(onStarted)
  expect(isBusy.value).toBe(true)
  await running
  expect(onStarted).not.toHaveBeenCalled()
  expect(pushUrl.value).toBe('')
  expect(problem.value).not.toBe('')
  expect(isBusy.value).toBe(false)
})

it('ends the class, and drops the message of an earlier failure', async () => {
  const { session, problem, end } = requests()
  await end()
  expect(problem.value).not.toBe('')
  fakeServer.on(STOP, () => ({ status: 200, body: liveAt('ended') }))
  await end()
  expect(problem.value).toBe('')
  expect(session.lessonPhase).toBe('ended')
})
