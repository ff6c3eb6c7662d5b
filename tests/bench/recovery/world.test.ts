import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { idealDriver } from './ideal-driver'
import { CLASS_MS } from './world/assumptions'
import { VirtualClock } from './world/clock'
import { SeededRandom } from './world/random'
import { planIncidents } from './incidents'
import type { Incident } from './incidents'
import { CALLBACKS_LOST, RELIABLE, UNRELIABLE, without } from './world/reliability'
import type { Reliability } from './world/reliability'
import { StudentClass } from './student-class'
import { TeacherClass } from './teacher-class'

/** Codes with their time, without the machine that answers them. */
function codesOf(given: TeacherClass, untilMs: number): [number, number][] {
  const codes: [number, number][] = []
  const { world } = given
  given.driver.onCode = code => codes.push([Math.round(world.clock.nowMs / 1000), code])
  given.component.url = world.server.start('phone')
  given.component.start(() => {})
  world.clock.runUntil(untilMs)
  return codes
}

/** A teacher's phone without a machine. */
const teacher = (seed: number, reliability: Reliability = RELIABLE) => new TeacherClass(
  { seed, reliability }, [],
  parts => idealDriver(parts, () => ({ isFlowing: true, isPossible: true }), {
    ask: () => null, restart: () => {},
  }),
)
const codeNumbers = (codes: readonly [number, number][]) => codes.map(([, code]) => code)

describe('the clock', () => {
  test('runs events in order of time, and of scheduling at one time', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 60 }), delays => {
      const clock = new VirtualClock()
      const ran: [number, number][] = []
      delays.forEach((delayMs, at) => clock.after(delayMs, () => ran.push([clock.nowMs, at])))
      clock.runUntil(100)
      const expected = delays.map((delayMs, at) => [delayMs, at] as [number, number])
        .sort(([a, first], [b, second]) => a - b || first - second)
      expect(ran).toEqual(expected)
    }))
  })

  test('does not run a cancelled event, and keeps a later one', () => {
    const clock = new VirtualClock()
    const ran: string[] = []
    clock.after(1, () => ran.push('first')).isCancelled = true
    clock.after(9, () => ran.push('second'))
    clock.runUntil(5)
    expect([ran, clock.nowMs]).toEqual([[], 5])
    clock.runUntil(10)
    expect(ran).toEqual(['second'])
  })
})

describe('the pusher component', () => {
  test('reports camera, connection and publishing in this order, and the server is live', () => {
    const given = teacher(1)
    const codes = codeNumbers(codesOf(given, 5_000))
    expect(codes.filter(code => code !== 1007)).toEqual([1003, 1001, 1008, 1002])
    expect(given.component.isFlowing).toBe(true)
    expect(given.world.server.phase).toBe('live')
  })

  test('sends 1102 three times, then -1307, while the network is away', () => {
    const given = teacher(2)
    const codes = codesOf(given, 5_000)
    given.world.network.goDown('no-network', 60_000, false)
    given.world.clock.runUntil(64_000)
    const later = codeNumbers(codes).filter(code => code === 1102 || code === -1307)
    expect(later).toEqual([1102, 1102, 1102, -1307])
    expect(given.component.isFlowing).toBe(false)
  })

  test('connects again by itself when the network is back between its tries', () => {
    const given = teacher(3)
    const codes = codesOf(given, 5_000)
    given.world.network.goDown('no-network', 9_000, true)
    given.world.clock.runUntil(30_000)
    expect(codeNumbers(codes)).toContain(1102)
    expect(codeNumbers(codes)).not.toContain(-1307)
    expect(given.component.isFlowing).toBe(true)
  })

  test('reports a stream that the server kills, and publishes it again', () => {
    const given = teacher(4)
    const codes = codesOf(given, 5_000)
    given.world.server.kill()
    given.world.clock.runUntil(5_500)
    expect(codeNumbers(codes).at(-1)).toBe(1102)
    expect([3004, 3005]).toContain(codeNumbers(codes).at(-2))
    given.world.clock.runUntil(15_000)
    expect(given.component.isFlowing).toBe(true)
  })

  test('refuses commands while WeChat is in the background, with the errno of its system', () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const { world, component } = teacher(seed)
      let answer: number | undefined
      world.phone.hide()
      component.start(errno => { answer = errno })
      world.clock.runUntil(1_000)
      expect(answer).toBe(world.phone.isIos ? 102 : 1_107_003)
    }
  })

  test('ignores a start without a stop on Android, and starts again after one', () => {
    const given = [1, 2, 3, 4, 5, 6].map(seed => teacher(seed)).find(({ world }) => !world.phone.isIos)
    if (!given) throw new Error('no Android among the seeds')
    codesOf(given, 5_000)
    given.component.suspend(undefined)
    given.component.start(() => {})
    given.world.clock.runUntil(10_000)
    expect(given.component.isFlowing).toBe(false)
    given.component.stop(() => {})
    given.component.start(() => {})
    given.world.clock.runUntil(15_000)
    expect(given.component.isFlowing).toBe(true)
  })

  test('cannot open a busy microphone or camera, and can a moment later', () => {
    const given = teacher(5)
    given.world.phone.holdMic(3_000)
    const codes = codesOf(given, 2_000)
    expect([-1302, -1308]).toContain(codeNumbers(codes).at(-1))
    given.world.phone.holdCamera(3_000)
    given.world.clock.runUntil(3_500)
    given.component.stop(() => {})
    given.component.start(() => {})
    given.world.clock.runUntil(4_500)
    expect(codeNumbers(codes).at(-1)).toBe(-1301)
    given.world.clock.runUntil(6_000)
    given.component.stop(() => {})
    given.component.start(() => {})
    given.world.clock.runUntil(10_000)
    expect(given.component.isFlowing).toBe(true)
  })

  test('does nothing any more once it is dead, and its connection is lost', () => {
    const given = teacher(6)
    codesOf(given, 5_000)
    let isCalledBack = false
    given.component.die()
    given.component.stop(() => { isCalledBack = true })
    given.component.start(() => { isCalledBack = true })
    given.world.clock.runUntil(40_000)
    expect([given.component.isFlowing, isCalledBack]).toEqual([false, false])
    expect(given.world.server.phase).toBe('interrupted')
  })

  test('sends black after a call until pause and resume', () => {
    const given = teacher(7)
    codesOf(given, 5_000)
    given.component.isBlack = true
    expect(given.component.isFlowing).toBe(false)
    given.component.pause(() => {})
    given.component.resume(() => {})
    expect(given.component.isFlowing).toBe(true)
  })
})

describe('what gets lost', () => {
  test('a missing code never arrives, and all others do', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 400 }), fc.constantFrom(1001, 1002, 1003, 1008), (seed, code) => {
      const all = codeNumbers(codesOf(teacher(seed), 5_000))
      const given = codeNumbers(codesOf(teacher(seed, without(code)), 5_000))
      expect(given).not.toContain(code)
      expect([...given].sort()).toEqual(all.filter(it => it !== code).sort())
    }), { numRuns: 40 })
  })

  test('a lost callback does not undo its command', () => {
    let lost = 0
    for (let seed = 1; seed <= 60; seed += 1) {
      const given = teacher(seed, CALLBACKS_LOST)
      const callbacks: unknown[] = []
      given.component.url = given.world.server.start('phone')
      given.component.start(errno => callbacks.push(errno))
      given.world.clock.runUntil(5_000)
      expect(given.component.isFlowing).toBe(true)
      if (callbacks.length === 0) lost += 1
    }
    expect(lost).toBeGreaterThan(15)
    expect(lost).toBeLessThan(45)
  })
})

describe('the server', () => {
  test('interrupts a lost class, and opens it again after three minutes', () => {
    const given = teacher(8)
    codesOf(given, 5_000)
    given.component.stop(() => {})
    given.world.clock.runUntil(7_000)
    expect(given.world.server.phase).toBe('interrupted')
    given.world.clock.runUntil(180_000)
    expect(given.world.server.phase).toBe('interrupted')
    given.world.clock.runUntil(190_000)
    expect(given.world.server.phase).toBe('open')
  })

  test('refuses the ticket of an ended session and the older ticket of another device', () => {
    const { world } = teacher(9)
    const { server } = world
    const publisher = (device: string) => ({ ticket: server.start(device), isAbandoned: false, onClosed: () => {} })
    const first = publisher('phone')
    const second = publisher('other')
    expect(server.publish(first)).toBe('refused')
    expect(server.publish(second)).toBe('accepted')
    const again = publisher('phone')
    expect(server.publish(again)).toBe('accepted')
    expect(server.publish(second)).toBe('refused')
    server.publisherGone(again)
    world.clock.runUntil(200_000)
    expect(server.publish(again)).toBe('refused')
  })
})

describe('a class', () => {
  test('is the same for the same seed', () => {
    const play = (seed: number) => {
      const lines: string[] = []
      new TeacherClass({ seed, reliability: UNRELIABLE, log: (atMs, line) => lines.push(`${atMs} ${line}`) }).play()
      return lines
    }
    expect(play(3)).toEqual(play(3))
    expect(play(3)).not.toEqual(play(4))
  })

  test('without an incident has no gap, no finding and one start', () => {
    for (const record of [1, 2, 3].flatMap(seed => [
      new TeacherClass({ seed, reliability: RELIABLE }, []).play(),
      new StudentClass({ seed, reliability: RELIABLE }, []).play(),
    ])) {
      expect(record).toMatchObject({ isBack: true, findings: [] })
      expect(record.gaps.filter(({ fromMs }) => fromMs > 10_000)).toEqual([])
      expect(record.startsMs).toHaveLength(1)
    }
  })

  test('whose machine never starts again is not back, in no seed', () => {
    const kill: Incident = { kind: 'component dead', atMs: 60_000, forMs: 0 }
    for (const seed of [1, 2, 3, 4, 5]) {
      const given = new TeacherClass({ seed, reliability: RELIABLE }, [kill])
      const deaf = { onWord: () => {}, onStatus: () => {}, onCode: () => {} }
      given.world.clock.after(50_000, () => Object.assign(given.driver, deaf))
      given.world.clock.after(60_001, () => given.driver.setCircumstances({ isShown: false }))
      const record = given.play()
      expect(record.isBack).toBe(false)
      expect(record.gaps.at(-1)?.toMs).toBe(CLASS_MS)
    }
  })

  test('has its incidents early enough to see whether it comes back', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      for (const machine of ['pusher', 'player'] as const) {
        const incidents = planIncidents(machine, seed)
        expect(incidents.length).toBeGreaterThanOrEqual(3)
        for (const { atMs, forMs } of incidents) expect(atMs + forMs).toBeLessThanOrEqual(CLASS_MS - 100_000)
      }
    }
  })
})

test('random of one seed and part repeat, and other parts differ', () => {
  const rolls = (seed: number, part: string) => {
    const random = new SeededRandom(seed, part)
    return Array.from({ length: 8 }, () => random.unit())
  }
  expect(rolls(7, 'phone')).toEqual(rolls(7, 'phone'))
  expect(rolls(7, 'phone')).not.toEqual(rolls(7, 'server'))
  expect(rolls(7, 'phone')).not.toEqual(rolls(8, 'phone'))
})
