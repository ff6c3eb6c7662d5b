import { describe, expect, test, vi } from 'vitest'
import { Admission } from './admission'
import { silentLog } from '../../../../tests/support/relay/silent-log'
import type { MediaAnswer, MediaRequest } from '../../engine'

const request: MediaRequest = {
  role: 'publish', protocol: 'rtmp', stream: 's1', query: { txSecret: 'top-secret' }, remoteAddress: '127.0.0.1',
}
const yes: MediaAnswer = { allowed: true, memberId: 'ann' }

const asking = (authorize: (request: MediaRequest) => Promise<MediaAnswer>, log = silentLog): Admission =>
  new Admission({ authorize, log }, 50)

test('an allowed request carries the member id', async () => {
  expect(await asking(async () => yes).ask(request)).toEqual(yes)
})

test('a refusal is logged with its reason and without the query', async () => {
  const info = vi.fn()
  const verdict = await asking(async () => ({ allowed: false, reason: 'expired' }), { ...silentLog, info }).ask(request)
  expect(verdict).toEqual({ allowed: false, why: 'REFUSED' })
  expect(JSON.stringify(info.mock.calls)).toContain('expired')
  expect(JSON.stringify(info.mock.calls)).not.toContain('top-secret')
})

test('the answer names the device of a publisher, and a refusal because of another device has its own reason', async () => {
  const allowed = await asking(async () => ({ ...yes, device: '0123abcd' })).ask(request)
  expect(allowed).toEqual({ ...yes, device: '0123abcd' })
  const refused = await asking(async () => ({ allowed: false, reason: 'older', isTakenOver: true })).ask(request)
  expect(refused).toEqual({ allowed: false, why: 'TAKEN_OVER' })
})

describe('is a fault of the server, not a refusal:', () => {
  test.each([
    ['a rejection', () => Promise.reject(new Error('database'))],
    ['a throw', () => { throw new Error('bug') }],
    ['silence', () => new Promise<MediaAnswer>(() => { /* never */ })],
  ])('%s', async (_, authorize) => {
    expect(await asking(authorize).ask(request)).toEqual({ allowed: false, why: 'INTERNAL' })
  })
})

describe('a pending admission', () => {
  const slow = () => {
    const answers: ((answer: MediaAnswer) => void)[] = []
    const admission = asking(() => new Promise(resolve => { answers.push(resolve) }))
    const verdict = admission.ask(request)
    return {
      admission,
      answer: () => {
        for (const resolve of answers) resolve(yes)
        return verdict
      },
    }
  }

  test('is refused when its stream was cut meanwhile', async () => {
    const { admission, answer } = slow()
    admission.revoke('s1', 'STREAM_OVER', ['publish', 'play'])
    expect(await answer()).toEqual({ allowed: false, why: 'STREAM_OVER' })
  })

  test('is allowed when other streams were cut', async () => {
    const { admission, answer } = slow()
    admission.revoke('s2', 'STREAM_OVER', ['publish', 'play'])
    admission.revoke('s1', 'KICKED', ['play'])
    expect(await answer()).toEqual(yes)
  })

  test('is refused when the server stops, and the app is not asked again', async () => {
    const { admission, answer } = slow()
    admission.close()
    expect(await answer()).toEqual({ allowed: false, why: 'SERVER_RESTART' })
    expect(await admission.ask(request)).toEqual({ allowed: false, why: 'SERVER_RESTART' })
  })
})
