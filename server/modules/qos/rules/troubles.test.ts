import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { QOS_CAUSES, qosCauseText } from '../../../../contract/qos/causes'
import type { QosRun } from './runs'
import { explain } from './troubles'
import type { QosPerson, QosServerFacts } from './troubles'

const HOUR_S = 3_600

/** A trouble from `from` to `to`, in seconds. */
const run = (from: number, to: number, more: Partial<QosRun> = {}): QosRun =>
  ({ kind: 'network', worst: 'lost', startMs: from * 1_000, endMs: to * 1_000, unreachableMs: 0, codes: [], ...more })
const cutOff = (from: number, to: number): QosRun => run(from, to, { unreachableMs: (to - from) * 1_000 })
const away = (from: number, to: number): QosRun => run(from, to, { kind: 'teacher-away' })
const stalled = (from: number, to: number): QosRun => run(from, to, { worst: 'stalled' })

const person = (memberId: string, ...runs: QosRun[]): QosPerson =>
  ({ memberId, isTeacher: memberId === 'teacher', firstMs: 0, lastMs: HOUR_S * 1_000, runs })

const facts = (more: Partial<QosServerFacts> = {}): QosServerFacts => ({ restartsMs: [], interruptions: [], teacherId: 'teacher', ...more })
const brief = (people: QosPerson[], more?: Partial<QosServerFacts>) =>
  explain(people, facts(more)).troubles.map(({ cause, memberId, affected }) => [cause, memberId, affected.length])

describe('causes of a class\'s troubles', () => {
  it('three injected ones: the teacher\'s uplink, a student\'s downlink, the server killed', () => {
    const { troubles, segments } = explain([
      person('teacher', run(100, 120, { worst: 'slow', codes: [1101] }), cutOff(300, 312)),
      person('ann', stalled(102, 110), cutOff(301, 306), away(306, 313)),
      person('bob', stalled(103, 118), run(200, 215, { worst: 'lost', codes: [2007, 3005] }), cutOff(300, 309), away(309, 313)),
    ], facts({ restartsMs: [305_000], interruptions: [{ startMs: 305_000, endMs: 312_000 }] }))
    expect(troubles.map(({ cause, severity, memberId, startMs, endMs, affected }) => ({ cause, severity, memberId, startMs, endMs, affected: [...affected].sort() }))).toEqual([
      { cause: 'teacher-network', severity: 'slow', memberId: 'teacher', startMs: 100_000, endMs: 120_000, affected: ['ann', 'bob', 'teacher'] },
      { cause: 'student-network', severity: 'lost', memberId: 'bob', startMs: 200_000, endMs: 215_000, affected: ['bob'] },
      { cause: 'service', severity: 'lost', memberId: null, startMs: 300_000, endMs: 313_000, affected: ['ann', 'bob', 'teacher'] },
    ])
    expect(segments).toHaveLength(9)
  })

  it('the teacher\'s network, seen by students as a teacher who is away', () => {
    expect(brief([person('teacher', cutOff(100, 130)), person('ann', away(104, 131)), person('bob', away(104, 131))])).toEqual([['teacher-network', 'teacher', 3]])
  })

  it.each(['call', 'background'] as const)('a teacher in a %s', kind => {
    expect(brief([person('teacher', run(100, 160, { kind })), person('ann', stalled(101, 106), away(106, 161))])).toEqual([[kind, 'teacher', 2]])
  })

  it('a student who left the app causes no trouble for others', () => {
    expect(brief([person('teacher'), person('ann', run(100, 400, { kind: 'background' })), person('bob')])).toEqual([['background', 'ann', 1]])
  })

  it('the teacher\'s device', () => {
    expect(brief([person('teacher', run(10, 30, { kind: 'device' })), person('ann')])).toEqual([['teacher-device', 'teacher', 1]])
  })

  it('each student\'s own network, however alike, while others are well', () => {
    expect(brief([person('teacher'), person('ann', stalled(50, 60)), person('bob', stalled(52, 61)), person('cid')]))
      .toEqual([['student-network', 'ann', 1], ['student-network', 'bob', 1]])
  })

  it('a student\'s own network while the teacher\'s is slow: the API is out of reach, or others are well', () => {
    const teacher = person('teacher', run(100, 120, { worst: 'slow' }))
    expect(brief([teacher, person('ann', cutOff(105, 115))])).toEqual([['teacher-network', 'teacher', 1], ['student-network', 'ann', 1]])
    expect(brief([teacher, person('ann', stalled(105, 115)), person('bob'), person('cid')])).toEqual([['teacher-network', 'teacher', 1], ['student-network', 'ann', 1]])
    expect(brief([teacher, person('ann', stalled(105, 115)), person('bob')])).toEqual([['teacher-network', 'teacher', 2]])
    expect(brief([teacher, person('ann', run(105, 115)), person('bob')])).toEqual([['teacher-network', 'teacher', 1], ['student-network', 'ann', 1]])
    expect(brief([teacher, person('ann', run(105, 115)), person('bob', run(106, 114))])).toEqual([['teacher-network', 'teacher', 3]])
  })

  it('a student whose trouble outlasts the teacher\'s has one of their own', () => {
    expect(brief([person('teacher', run(100, 105)), person('ann', stalled(101, 300))])).toEqual([['teacher-network', 'teacher', 1], ['student-network', 'ann', 1]])
  })

  it('all cut off at once without a restart: the service, or a network that all share', () => {
    const people = [person('teacher', cutOff(100, 130)), person('ann', cutOff(101, 129)), person('bob', cutOff(99, 131))]
    expect(brief(people)).toEqual([['everyone', null, 3]])
    expect(brief([...people, person('cid')])).toEqual([['student-network', 'bob', 1], ['teacher-network', 'teacher', 1], ['student-network', 'ann', 1]])
  })

  it('an unnoticed restart is no trouble; one that interrupted the stream is, also without samples', () => {
    expect(brief([person('teacher'), person('ann')], { restartsMs: [50_000] })).toEqual([])
    expect(brief([], { restartsMs: [50_000], interruptions: [{ startMs: 50_000, endMs: 58_000 }] })).toEqual([['service', null, 0]])
  })

  it('a stream that was gone and that no sample explains, as of OBS', () => {
    expect(brief([person('ann', stalled(98, 101), away(101, 120))], { interruptions: [{ startMs: 100_000, endMs: 120_000 }] })).toEqual([['teacher-stream', 'teacher', 1]])
  })

  it('any input: every trouble of every person has exactly one cause, in time, with an owner only where there is one', () => {
    const anyRun = fc.tuple(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 1, max: 300 }), fc.record({
      kind: fc.constantFrom<QosRun['kind'][]>('network', 'device', 'call', 'background', 'teacher-away'),
      worst: fc.constantFrom<QosRun['worst'][]>('slow', 'stalled', 'lost'), codes: fc.array(fc.integer(), { maxLength: 3 }),
    }), fc.boolean()).map(([from, seconds, more, isReachable]) => ({ ...run(from, from + seconds, more), unreachableMs: isReachable ? 0 : 500 }))
    const anyPeople = fc.array(fc.array(anyRun, { maxLength: 6 }), { maxLength: 6 })
      .map(rows => rows.map((runs, index) => person(index === 0 ? 'teacher' : `student${index}`, ...runs)))
    const anyFacts = fc.record({
      restartsMs: fc.array(fc.integer({ min: 0, max: 3_300_000 }), { maxLength: 3 }),
      interruptions: fc.array(fc.integer({ min: 0, max: 3_000_000 }).map(startMs => ({ startMs, endMs: startMs + 9_000 })), { maxLength: 3 }),
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

describe('the words of a cause', () => {
  it.each(Object.keys(QOS_CAUSES) as (keyof typeof QOS_CAUSES)[])('%s: in both languages, and never a code', cause => {
    for (const severity of ['slow', 'lost'] as const) {
      expect(qosCauseText(cause, severity, 'zh')).toMatch(/^[\p{Script=Han}：，、]+$/u)
      expect(qosCauseText(cause, severity, 'en')).toMatch(/^[A-Za-z':;, -]+$/)
    }
  })
})
