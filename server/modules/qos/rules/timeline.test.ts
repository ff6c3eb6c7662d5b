import { describe, expect, it } from 'vitest'
import type { QosSample } from '../../../../contract/qos/samples'
import type { Fact } from '../../class/module'
import { rowOf, serverFacts } from './timeline'
import type { QosSession } from './timeline'

const at = (second: number) => new Date(second * 1_000)
const fact = (type: Fact['type'], second: number): Fact => ({ type, at: at(second) })
const session = (endedAt: Date | null = null) => ({ teacherId: 't', startedAt: at(0), endedAt }) as QosSession

describe('the server facts of a session', () => {
  it('contain interruptions of the stream and restarts of the server', () => {
    const facts = [
      fact('publishStarted', 10), fact('publishStopped', 60), fact('publishStarted', 70),
      fact('serverStarted', 100), fact('publishStarted', 108), fact('teacherEnded', 200),
    ]
    expect(serverFacts(facts, session(at(200)), 0)).toEqual({
      teacherId: 't',
      restartsMs: [100_000],
      interruptions: [{ startMs: 60_000, endMs: 70_000 }, { startMs: 100_000, endMs: 108_000 }],
    })
  })

  it('count a missing stream up to now, or to the end of the session', () => {
    const facts = [fact('publishStarted', 10), fact('publishStopped', 60)]
    expect(serverFacts(facts, session(), 75_000).interruptions).toEqual([{ startMs: 60_000, endMs: 75_000 }])
    expect(serverFacts(facts, session(at(240)), 999_000).interruptions).toEqual([{ startMs: 60_000, endMs: 240_000 }])
  })

  it('contain no interruption before the first picture', () => {
    const beforeFirst = [fact('serverStarted', 5), fact('publishStopped', 6)]
    expect(serverFacts(beforeFirst, session(), 9_000).interruptions).toEqual([])
  })
})

it('the quality of a row is the worst quality of each part', () => {
  const reporter = { memberId: 'a', name: 'Ann', role: 'student', component: 'player', samples: 3, dropped: 0 } as const
  const sample = (second: number, quality: number): QosSample => ({
    atMs: second * 1_000,
    state: 'good',
    isConnected: true,
    isReachable: true,
    isHidden: false,
    codes: [],
    status: { quality },
  })
  const samples = [sample(0, 1), sample(0.5, 4), sample(89.9, 2), sample(500, 6)]
  const { quality } = rowOf(reporter, samples, session(at(90)), 0)
  expect([quality[0], quality[1], quality[89]]).toEqual([4, 0, 6])
})
