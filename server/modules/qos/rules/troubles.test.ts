import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { QosSample, QosState } from '../../../../contract/qos/samples'
import type { QosCause } from '../../../../contract/qos/causes'
import { QOS_CAUSES, qosCauseText } from '../../../../contract/qos/causes'
import { runsOf } from './runs'
import type { QosPart, QosRun } from './runs'
import { explain } from './troubles'
import type { QosPerson, QosServerFacts } from './troubles'

const HOUR_S = 3_600

/** The only part of a run. */
function partOf({ worst, startMs, endMs, unreachableMs, codes }: Omit<QosRun, 'kind' | 'parts'>): QosPart {
  const outageEndMs = worst === 'slow' ? startMs : endMs
  return { worst, startMs, endMs, unreachableMs, codes, badMs: endMs - startMs, outageEndMs, evidentEndMs: endMs }
}

/** A run from `from` to `to`, in seconds. */
function run(from: number, to: number, more: Partial<QosRun> = {}): QosRun {
  const whole = {
    kind: 'network', worst: 'lost', startMs: from * 1_000, endMs: to * 1_000, unreachableMs: 0, codes: [], ...more,
  } as const satisfies Omit<QosRun, 'parts'>
  return { parts: [partOf(whole)], ...whole }
}
const cutOff = (from: number, to: number): QosRun => run(from, to, { unreachableMs: (to - from) * 1_000 })
const away = (from: number, to: number): QosRun => run(from, to, { kind: 'teacher-away' })
const stalled = (from: number, to: number): QosRun => run(from, to, { worst: 'stalled' })

const person = (memberId: string, ...runs: QosRun[]): QosPerson =>
  ({ memberId, isTeacher: memberId === 'teacher', firstMs: 0, lastMs: HOUR_S * 1_000, runs })

const facts = (more: Partial<QosServerFacts> = {}): QosServerFacts =>
  ({ restartsMs: [], interruptions: [], teacherId: 'teacher', ...more })
const brief = (people: QosPerson[], more?: Partial<QosServerFacts>) =>
  explain(people, facts(more)).troubles.map(({ cause, memberId, affected }) => [cause, memberId, affected.length])

describe('the cause of a trouble', () => {
  it('is found for a slow uplink of the teacher, a lost downlink of a student, and a killed server', () => {
    const { troubles, segments } = explain([
      person('teacher', run(100, 120, { worst: 'slow', codes: [1101] }), cutOff(300, 312)),
      person('ann', stalled(102, 110), cutOff(301, 306), away(306, 313)),
      person(
        'bob',
        stalled(103, 118),
        run(200, 215, { worst: 'lost', codes: [2007, 3005] }),
        cutOff(300, 309),
        away(309, 313),
      ),
    ], facts({ restartsMs: [305_000], interruptions: [{ startMs: 305_000, endMs: 312_000 }] }))
    const found = troubles.map(({ cause, severity, memberId, startMs, endMs, affected }) =>
      ({ cause, severity, memberId, span: [startMs, endMs], affected: [...affected].sort() }))
    const all = ['ann', 'bob', 'teacher']
    expect(found).toEqual([
      { cause: 'teacher-network', severity: 'slow', memberId: 'teacher', span: [100_000, 120_000], affected: all },
      { cause: 'student-network', severity: 'lost', memberId: 'bob', span: [200_000, 215_000], affected: ['bob'] },
      { cause: 'service', severity: 'lost', memberId: null, span: [300_000, 313_000], affected: all },
    ])
    expect(segments).toHaveLength(9)
  })

  it('is the teacher\'s network when students see the teacher as away', () => {
    expect(brief([person('teacher', cutOff(100, 130)), person('ann', away(104, 131)), person('bob', away(104, 131))]))
      .toEqual([['teacher-network', 'teacher', 3]])
  })

  it.each(['call', 'background'] as const)('is a %s of the teacher', kind => {
    expect(brief([person('teacher', run(100, 160, { kind })), person('ann', stalled(101, 106), away(106, 161))]))
      .toEqual([[kind, 'teacher', 2]])
  })

  it('is the background for a student who left the app, without effect on others', () => {
    expect(brief([person('teacher'), person('ann', run(100, 400, { kind: 'background' })), person('bob')]))
      .toEqual([['background', 'ann', 1]])
  })

  it('is the teacher\'s device', () => {
    expect(brief([person('teacher', run(10, 30, { kind: 'device' })), person('ann')]))
      .toEqual([['teacher-device', 'teacher', 1]])
  })

  it('is each student\'s own network, even at the same time, when others have no trouble', () => {
    expect(brief([person('teacher'), person('ann', stalled(50, 60)), person('bob', stalled(52, 61)), person('cid')]))
      .toEqual([['student-network', 'ann', 1], ['student-network', 'bob', 1]])
  })

  it('is a student\'s own network during a slow one of the teacher without the API or with others unaffected', () => {
    const teacher = person('teacher', run(100, 120, { worst: 'slow' }))
    const teacherOnly = ['teacher-network', 'teacher', 1]
    const annOnly = ['student-network', 'ann', 1]
    expect(brief([teacher, person('ann', cutOff(105, 115))])).toEqual([teacherOnly, annOnly])
    expect(brief([teacher, person('ann', stalled(105, 115)), person('bob'), person('cid')]))
      .toEqual([teacherOnly, annOnly])
    expect(brief([teacher, person('ann', stalled(105, 115)), person('bob')]))
      .toEqual([['teacher-network', 'teacher', 2]])
    expect(brief([teacher, person('ann', run(105, 115)), person('bob')])).toEqual([teacherOnly, annOnly])
    expect(brief([teacher, person('ann', run(105, 115)), person('bob', run(106, 114))]))
      .toEqual([['teacher-network', 'teacher', 3]])
  })

  it('is a student\'s own network when it outlasts the teacher\'s trouble', () => {
    expect(brief([person('teacher', run(100, 105)), person('ann', stalled(101, 300))]))
      .toEqual([['teacher-network', 'teacher', 1], ['student-network', 'ann', 1]])
  })

  it('is the service or a shared network when all are cut off at once without a restart', () => {
    const people = [
      person('teacher', cutOff(100, 130)),
      person('ann', cutOff(101, 129)),
      person('bob', cutOff(99, 131)),
    ]
    expect(brief(people)).toEqual([['everyone', null, 3]])
    expect(brief([...people, person('cid')])).toEqual([
      ['student-network', 'bob', 1], ['teacher-network', 'teacher', 1], ['student-network', 'ann', 1],
    ])
  })

  it('is a restart only if it was noticed or interrupted the stream', () => {
    expect(brief([person('teacher'), person('ann')], { restartsMs: [50_000] })).toEqual([])
    expect(brief([], { restartsMs: [50_000], interruptions: [{ startMs: 50_000, endMs: 58_000 }] }))
      .toEqual([['service', null, 0]])
  })

  it('is the teacher\'s stream for an interruption that no sample explains, as with OBS', () => {
    const interruptions = [{ startMs: 100_000, endMs: 120_000 }]
    expect(brief([person('ann', stalled(98, 101), away(101, 120))], { interruptions }))
      .toEqual([['teacher-stream', 'teacher', 1]])
  })

  it('is unique per run, within its time, and has an owner only for an owned cause, for any input', () => {
    const anyRun = fc.tuple(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 1, max: 300 }), fc.record({
      kind: fc.constantFrom<QosRun['kind'][]>('network', 'device', 'call', 'background', 'teacher-away'),
      worst: fc.constantFrom<QosRun['worst'][]>('slow', 'stalled', 'lost'),
      codes: fc.array(fc.integer(), { maxLength: 3 }),
    }), fc.boolean()).map(([from, seconds, more, isReachable]) =>
      ({ ...run(from, from + seconds, more), unreachableMs: isReachable ? 0 : 500 }))
    const anyPeople = fc.array(fc.array(anyRun, { maxLength: 6 }), { maxLength: 6 })
      .map(rows => rows.map((runs, index) => person(index === 0 ? 'teacher' : `student${index}`, ...runs)))
    const anyInterruption = fc.integer({ min: 0, max: 3_000_000 })
      .map(startMs => ({ startMs, endMs: startMs + 9_000 }))
    const anyFacts = fc.record({
      restartsMs: fc.array(fc.integer({ min: 0, max: 3_300_000 }), { maxLength: 3 }),
      interruptions: fc.array(anyInterruption, { maxLength: 3 }),
    })
    fc.assert(fc.property(anyPeople, anyFacts, (people, more) => {
      const { troubles, segments } = explain(people, facts(more))
      expect(segments).toHaveLength(people.flatMap(({ runs }) => runs).length)
      for (const { trouble, memberId, startMs, endMs } of segments) {
        const of = troubles[trouble]
        expect(of?.affected).toContain(memberId)
        if (of?.memberId !== null && of?.memberId !== memberId) continue
        expect([of.startMs <= startMs, of.endMs >= endMs]).toEqual([true, true])
      }
      troubles.forEach((trouble, index) => {
        expect(trouble.startMs).toBeLessThan(trouble.endMs)
        expect(trouble.startMs).toBeGreaterThanOrEqual(troubles[index - 1]?.startMs ?? 0)
        expect(trouble.memberId === null).toBe(trouble.cause === 'service' || trouble.cause === 'everyone')
        expect(new Set(trouble.affected).size).toBe(trouble.affected.length)
      })
    }))
  })
})

type Stretch = [QosState, number, Partial<QosSample>?]

/** Samples, one a second, from second `from` on: `['good', 5], ['lost', 3]`. */
function samplesOf(from: number, ...stretches: Stretch[]): QosSample[] {
  let second = from
  return stretches.flatMap(([state, seconds, more]) => Array.from({ length: seconds }, (): QosSample =>
    ({ atMs: second++ * 1_000, state, isConnected: true, isReachable: true, isHidden: false, codes: [], ...more })))
}

describe('a student\'s loss shortly after a trouble of the teacher', () => {
  const TEACHERS = ['teacher-network', 'teacher', 1]
  const BOTHS = ['teacher-network', 'teacher', 2]
  const ALLS = ['teacher-network', 'teacher', 3]
  const ANNS = ['student-network', 'ann', 1]
  const BUSY: Partial<QosSample> = { codes: [1101] }
  const sampled = (memberId: string, ...stretches: Stretch[]) =>
    person(memberId, ...runsOf(samplesOf(90, ...stretches)))
  const annsSegments = (people: QosPerson[]) => {
    const { troubles, segments } = explain(people, facts())
    return segments.filter(({ memberId }) => memberId === 'ann')
      .map(({ startMs, endMs, trouble }) => [troubles[trouble]?.cause, startMs / 1_000, endMs / 1_000])
  }

  it('is the student\'s own when it begins 5 s after the end, with samples up to 1 s late', () => {
    const teacher = person('teacher', run(100, 120))
    expect(brief([teacher, person('ann', run(125, 135))])).toEqual([TEACHERS, ANNS])
    expect(brief([teacher, person('ann', run(124, 130))])).toEqual([TEACHERS, ANNS])
    expect(brief([teacher, person('ann', run(123, 130))])).toEqual([BOTHS])
  })

  it('is the student\'s own when it forms one run with an echo shortly before', () => {
    const ann = sampled(
      'ann', ['good', 12], ['stalled', 5], ['slow', 15], ['good', 3], ['stalled', 5], ['lost', 5], ['good', 40],
    )
    expect(ann.runs).toHaveLength(1)
    const teacher = sampled('teacher', ['good', 10], ['slow', 20, BUSY], ['good', 60])
    const people = [teacher, ann, sampled('bob', ['good', 12], ['stalled', 5], ['slow', 17], ['good', 60])]
    expect(brief(people)).toEqual([ALLS, ANNS])
    expect(annsSegments(people)).toEqual([['teacher-network', 102, 122], ['student-network', 125, 135]])
  })

  it('is the student\'s own when all players reported late frames 4 s after the end', () => {
    const late: Stretch[] = [['good', 34], ['slow', 1, { codes: [2105] }], ['good', 2]]
    const people = [
      sampled('teacher', ['good', 10], ['slow', 20, BUSY], ['good', 60]),
      sampled('ann', ...late, ['stalled', 3], ['lost', 6], ['good', 40]),
      sampled('bob', ...late, ['slow', 4, { codes: [2105] }], ['good', 40]),
    ]
    expect(annsSegments(people)).toEqual([['student-network', 124, 136]])
  })

  it('is the student\'s own when a restart of the server follows after a short pause', () => {
    const gone: Partial<QosSample> = { isReachable: false }
    const ann = sampled('ann', ['good', 10], ['lost', 10], ['slow', 4], ['good', 3], ['lost', 8, gone], ['good', 40])
    expect(ann.runs).toHaveLength(1)
    const more = { restartsMs: [123_000], interruptions: [{ startMs: 117_000, endMs: 125_000 }] }
    expect(brief([person('teacher', cutOff(117, 125)), ann, person('bob', cutOff(117, 125))], more))
      .toEqual([ANNS, ['service', null, 3]])
  })

  it('is the student\'s own while the pusher only waits before it calls its network good', () => {
    const teacher = sampled('teacher', ['good', 10], ['slow', 5, BUSY], ['slow', 10], ['good', 60])
    expect(brief([teacher, person('ann', run(110, 125))])).toEqual([TEACHERS, ANNS])
    expect(brief([teacher, person('ann', stalled(110, 113))])).toEqual([BOTHS])
    expect(brief([teacher, person('ann', run(108, 125))])).toEqual([BOTHS])
  })

  it('is the student\'s own at an earlier start if another student watched on, also after an outage', () => {
    const teacher = sampled('teacher', ['good', 10], ['lost', 5], ['slow', 10, BUSY], ['good', 60])
    const bob = person('bob', stalled(101, 105), run(113, 116, { worst: 'slow' }))
    for (const from of [108, 112, 117]) {
      expect(brief([teacher, person('ann', run(from, from + 9)), bob]), `${from}`).toEqual([BOTHS, ANNS])
    }
    expect(brief([teacher, person('ann', run(105, 120)), bob])).toEqual([ALLS])
    expect(brief([teacher, person('ann', run(112, 121))])).toEqual([BOTHS])
  })

  it('is the student\'s own at any time without the API or without a network on the device', () => {
    const teacher = person('teacher', run(100, 120))
    for (const more of [{ isReachable: false }, { isConnected: false }]) {
      for (const state of ['stalled', 'lost'] as const) {
        const ann = sampled('ann', ['good', 20], [state, 6, more], ['good', 40])
        expect(brief([teacher, ann]), JSON.stringify({ more, state })).toEqual([TEACHERS, ANNS])
      }
    }
  })

  it('is the student\'s own during a device trouble in which others kept the stream', () => {
    const teacher = person('teacher', run(100, 1_000, { kind: 'device' }))
    expect(brief([teacher, person('ann', run(500, 510)), person('bob')]))
      .toEqual([['teacher-device', 'teacher', 1], ANNS])
  })

  it('is the student\'s own between two troubles of the teacher that are shown as one', () => {
    const teacher = person('teacher', run(100, 104), run(114, 116))
    expect(brief([teacher, person('ann', run(108, 113))])).toEqual([TEACHERS, ANNS])
    expect(brief([teacher, person('ann', run(102, 125))])).toEqual([BOTHS])
  })

  it('is not part of a restart that affected other students for longer', () => {
    const more = { restartsMs: [105_000], interruptions: [{ startMs: 100_000, endMs: 107_000 }] }
    expect(brief([person('teacher', run(100, 107)), person('ann', run(112, 120)), person('bob', run(104, 116))], more))
      .toEqual([['service', null, 2], ANNS])
  })

  it('is the teacher\'s when it begins with an interruption of the stream, although another student watched on', () => {
    const teacher = person('teacher', run(100, 120, { worst: 'slow' }))
    const more = { interruptions: [{ startMs: 122_000, endMs: 125_000 }] }
    expect(brief([teacher, person('ann', run(123, 140)), person('bob')], more)).toEqual([BOTHS])
    expect(brief([teacher, person('ann', run(130, 140)), person('bob')], more)).toEqual([TEACHERS, ANNS])
  })

  /** Other students: no trouble, an echo that is a stall, or a connection that returned 15 s after the end. */
  const anyOthers = fc.array(fc.constantFrom('well', 'stalled', 'lost'), { maxLength: 4 })
  const othersOf = (echoes: string[], end: number): QosPerson[] => echoes.map((echo, index) => {
    if (echo === 'well') return person(`other${index}`)
    return person(`other${index}`, echo === 'stalled' ? stalled(102, end + 2) : run(102, end + 15))
  })
  const seconds = (min: number, max: number) => fc.integer({ min, max })

  it('is the student\'s own when it begins 5 s or more after the end, for any trouble and class', () => {
    const anyTrouble = fc.record({ lost: seconds(0, 20), busy: seconds(4, 20), calm: seconds(0, 10) })
    const anyLoss = fc.record({
      after: seconds(5, 40), echo: seconds(0, 3), stalled: seconds(0, 5), lost: seconds(1, 40),
    })
    fc.assert(fc.property(anyTrouble, anyOthers, anyLoss, (trouble, echoes, loss) => {
      const { lost, busy, calm } = trouble
      const teacher = sampled(
        'teacher', ['good', 10], ['lost', lost], ['slow', busy, BUSY], ['slow', calm], ['good', 90],
      )
      // Time of the last report of trouble; the pusher reports the end when it has been calm.
      const end = 100 + lost + busy
      const lostAt = end + loss.after
      const ann = sampled(
        'ann', ['good', 12], ['stalled', end - 102], ['slow', loss.echo], ['good', loss.after - loss.echo],
        ['stalled', loss.stalled], ['lost', loss.lost], ['good', 60],
      )
      const { troubles, segments } = explain([teacher, ann, ...othersOf(echoes, end)], facts())
      const annsAt = (second: number) => segments.find(({ memberId, startMs, endMs }) =>
        memberId === 'ann' && startMs <= second * 1_000 && second * 1_000 < endMs)
      const own = troubles[annsAt(lostAt)?.trouble ?? -1]
      expect([own?.cause, own?.memberId, own?.severity]).toEqual(['student-network', 'ann', 'lost'])
      // Two students who watched on while the teacher was only slow prove that the stall before was also the student's.
      if (lost === 0 && echoes.length >= 2 && echoes.every(echo => echo === 'well')) return
      expect(own?.startMs).toBe(lostAt * 1_000)
      expect(troubles[annsAt(102)?.trouble ?? -1]?.cause).toBe('teacher-network')
    }))
  })

  it('is the teacher\'s when it begins within an outage as an echo, for any outage and class', () => {
    const anyEcho = fc.record({ at: fc.nat(39), back: seconds(1, 15) })
    fc.assert(fc.property(seconds(1, 40), anyOthers, anyEcho, (outage, echoes, { at, back }) => {
      const end = 100 + outage
      const from = 100 + at % outage
      const teacher = sampled('teacher', ['good', 10], ['lost', outage], ['good', 90])
      const ann = sampled('ann', ['good', from - 90], ['stalled', 1], ['lost', end + back - from - 1], ['good', 60])
      const { troubles } = explain([teacher, ann, ...othersOf(echoes, end)], facts())
      expect(troubles.map(({ cause, memberId }) => [cause, memberId])).toEqual([['teacher-network', 'teacher']])
    }))
  })
})

describe('the text of a cause', () => {
  it.each(Object.keys(QOS_CAUSES) as QosCause[])('%s has a text in both languages, without codes', cause => {
    for (const severity of ['slow', 'lost'] as const) {
      expect(qosCauseText(cause, severity, 'zh')).toMatch(/^[\p{Script=Han}：，、]+$/u)
      expect(qosCauseText(cause, severity, 'en')).toMatch(/^[A-Za-z':;, -]+$/)
    }
  })
})
