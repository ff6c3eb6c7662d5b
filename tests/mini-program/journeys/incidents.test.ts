import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Lesson } from '../../../contract'
import type { Trace } from '../../support/traces/trace'
import { Incident, readTraces, TEACHER } from './incident'
import type { MiniProgram } from '../mini-program'
import { OLDER_BASE_LIBRARIES, useSchool } from './phones'

/** What no phone of the host and no real server can be brought to, by the name of the trace. */
const NOT_HERE: Readonly<Record<string, string>> = {
  'pusher-command-refused-in-background': 'WeChat refuses before it has told that it is behind; the host does both at once (teacher.test.ts)',
  'pusher-privacy-refused': 'the check before class does not let anybody so far (teacher.test.ts)',
  'pusher-server-gone': 'needs a server that dies (tests/e2e/bad-networks-teacher.test.ts)',
  'pusher-taken-by-rtc': 'needs another program of the phone that holds the camera',
}

/** The other journeys have the current one. */
const BASE_LIBRARIES = { android: OLDER_BASE_LIBRARIES.oldest, ios: OLDER_BASE_LIBRARIES.between } as const

const endsClass = ({ steps }: Trace): boolean => steps.some(({ input }) => input?.type === 'serverSaid' && input.phase === 'ended')

it('leaves out nothing that is not recorded', () => {
  expect(readTraces().map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(NOT_HERE)))
})

describe('after every recorded incident the page and the server agree about the class', () => {
  const school = useSchool()
  const traces = readTraces().filter(({ name }) => NOT_HERE[name] === undefined)
  const lessons: Lesson[] = []
  let incident: Incident | undefined

  beforeAll(async () => {
    lessons.push(...await school().lessonsNow(1 + traces.filter(endsClass).length, TEACHER))
  })
  afterEach(() => incident?.stop())

  /** A class that is over is not taught again; the others are all of one lesson. */
  const lessonFor = (trace: Trace): Lesson => {
    const lesson = endsClass(trace) ? lessons.shift() : lessons.at(-1)
    if (!lesson) throw new Error('There are too few lessons')
    return lesson
  }

  const phones = new Map<string, MiniProgram>()

  /** One for each part and make: what an incident leaves on it, the next one has to cope with. */
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
    await phone.host.open(trace.component === 'pusher' ? `/pages/teacher/broadcast?id=${lesson.id}` : `/pages/watch/watch?id=${lesson.id}`)
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
