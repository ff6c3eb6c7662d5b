import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Lesson } from '../../../contract'
import type { Trace } from '../../support/traces/trace'
import { Incident, readTraces, TEACHER } from './incident'
import type { MiniProgram } from '../mini-program'
import { OLDER_BASE_LIBRARIES, useSchool } from './phones'

/** Traces that the host's phones and a real server cannot reproduce, by name, with the reason. */
const NOT_HERE: Readonly<Record<string, string>> = {
  'pusher-command-refused-in-background': 'WeChat refuses the command before it reports the background; the host does '
    + 'both at once (teacher.test.ts)',
  'pusher-encoder-dies': 'the server proves the push between two failures, which then do not add up',
  'pusher-privacy-refused': 'the check before class stops the teacher earlier (teacher.test.ts)',
  'pusher-server-gone': 'needs a server that dies (tests/e2e/bad-networks-teacher.test.ts)',
  'pusher-taken-by-rtc': 'needs another program of the phone that holds the camera',
}

/** The other journeys use the current base library. */
const BASE_LIBRARIES = { android: OLDER_BASE_LIBRARIES.oldest, ios: OLDER_BASE_LIBRARIES.between } as const

const endsClass = ({ steps }: Trace): boolean =>
  steps.some(({ input }) => input?.type === 'serverSaid' && input.phase === 'ended')

it('names only existing traces', () => {
  expect(readTraces().map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(NOT_HERE)))
})

describe('after every recorded incident the page and the server agree on the class phase', () => {
  const school = useSchool()
  const traces = readTraces().filter(({ name }) => NOT_HERE[name] === undefined)
  const lessons: Lesson[] = []
  let incident: Incident | undefined

  beforeAll(async () => {
    lessons.push(...await school().lessonsNow(1 + traces.filter(endsClass).length, TEACHER))
  })
  afterEach(() => incident?.stop())

  /** A class that has ended cannot be taught again; the other traces share one lesson. */
  const lessonFor = (trace: Trace): Lesson => {
    const lesson = endsClass(trace) ? lessons.shift() : lessons.at(-1)
    if (!lesson) throw new Error('There are too few lessons')
    return lesson
  }

  const phones = new Map<string, MiniProgram>()

  /** One phone per component and platform: each incident starts on the state that the previous one left. */
  async function phoneOf({ component, device }: Trace): Promise<MiniProgram> {
    const platform = device === 'ios' ? 'ios' : 'android'
    const key = `${component} ${platform}`
    const phone = phones.get(key) ?? await school().keptPhone(component === 'pusher' ? TEACHER : 'student', {
      clock: 'virtual', live: 'scripted', platform, baseLibrary: BASE_LIBRARIES[platform],
    })
    phones.set(key, phone)
    return phone
  }

  it.each(traces.map(trace => [trace.name, trace] as const))('%s', async (_, trace) => {
    const lesson = lessonFor(trace)
    const phone = await phoneOf(trace)
    const problemsBefore = (await phone.host.problems()).length
    const url = trace.component === 'pusher' ? '/pages/teacher/broadcast' : '/pages/watch/watch'
    await phone.host.open(`${url}?id=${lesson.id}`)
    if (trace.component === 'player') await phone.host.advance(500)
    incident = new Incident({ trace, school: school(), phone, lesson })
    await incident.play()
    await incident.settle()
    const { page } = await incident.agreement()
    const last = trace.steps.at(-1)?.expect?.phase
    expect(page).toBe(last === 'connecting' ? 'live' : last)
    expect((await phone.host.problems()).slice(problemsBefore)).toEqual([])
    await phone.host.open('/pages/lessons/lessons')
  })
})
