import { describe, expect, test } from 'vitest'
import { idealDriver } from './ideal-driver'
import type { Incident } from './incidents'
import { StudentClass } from './student-class'
import type { RawNetStatus } from '../../../src/features/codes/netstatus'
import { RELIABLE } from './world/reliability'

/** A student's phone without a machine, whose component plays from the fourth second; with the codes since then. */
function watching(seed: number, incidents: readonly Incident[] = []) {
  const given = new StudentClass({ seed, reliability: RELIABLE }, [...incidents], parts => idealDriver(
    parts, () => ({ isFlowing: true, isPossible: true }), { ask: () => null, restart: () => {} },
  ))
  const codes: number[] = []
  const statuses: RawNetStatus[] = []
  Object.assign(given.driver, {
    onCode: (code: number) => { codes.push(code) },
    onStatus: (raw: RawNetStatus) => { statuses.push(raw) },
  })
  const { clock, server } = given.world
  given.begin()
  clock.runUntil(4_000)
  given.component.setSrc(server.watch() ?? undefined)
  clock.runUntil(10_000)
  return { given, codes, statuses, clock }
}

describe('the player component', () => {
  test('reports connection, keyframe and picture in this order', () => {
    const { given, codes } = watching(1)
    expect(codes).toEqual([2001, 2002, 2003, 2008, 2004, 2032])
    expect(given.component.isMoving).toBe(true)
  })

  test('buffers, sends 2103 three times, then -2301, while the network is away', () => {
    const { given, codes, clock } = watching(2)
    codes.length = 0
    given.world.network.goDown('no-network', 90_000, false)
    clock.runUntil(60_000)
    expect(codes.filter(code => code === 2007 || code === 2103 || code === -2301))
      .toEqual([2007, 2103, 2103, 2103, -2301])
  })

  test('plays on by itself when the network is back between its tries', () => {
    const { given, codes, clock } = watching(3)
    given.world.network.goDown('no-path', 12_000, false)
    clock.runUntil(40_000)
    expect(codes).not.toContain(-2301)
    expect(given.component.isMoving).toBe(true)
  })

  test('starts with a changed src, not with an identical one', () => {
    const { given, codes, clock } = watching(4)
    const src = given.world.server.watch() ?? undefined
    given.component.setSrc(src)
    clock.runUntil(20_000)
    expect(codes.filter(code => code === 2004)).toHaveLength(2)
    given.component.setSrc(src)
    clock.runUntil(30_000)
    expect(codes.filter(code => code === 2004)).toHaveLength(2)
    given.component.setSrc(undefined)
    clock.runUntil(31_000)
    expect(given.component.isMoving).toBe(false)
  })

  test('shows only by its statistics that the picture is frozen', () => {
    const { given, codes, statuses, clock } = watching(5)
    codes.length = 0
    given.component.freeze('decoder')
    clock.runUntil(15_000)
    expect(statuses.at(-1)).toMatchObject({ videoFPS: 0, netSpeed: 900 })
    given.component.play(() => {})
    clock.runUntil(20_000)
    expect(given.component.isMoving).toBe(true)
    given.component.freeze('pull')
    codes.length = 0
    clock.runUntil(30_000)
    expect(statuses.at(-1)).toMatchObject({ videoFPS: 0, netSpeed: 0 })
    expect(codes).toEqual([])
  })

  test('is dry while the teacher is away, or loses its stream, as the engine has it', () => {
    const away: Incident = { kind: 'teacher away', atMs: 12_000, forMs: 30_000 }
    const ends = Array.from({ length: 12 }, (_, at) => {
      const { given, codes, clock } = watching(at + 1, [away])
      codes.length = 0
      clock.runUntil(20_000)
      expect(given.component.isMoving).toBe(false)
      return codes.includes(2006) || codes.includes(3005)
    })
    expect(new Set(ends)).toEqual(new Set([true, false]))
  })
})

describe('the channel', () => {
  test('says the phase after each connection, and notices its own silence after three beats', () => {
    const { given, clock } = watching(6)
    const words: [number, string][] = []
    given.world.channel.onWord = ({ phase }) => words.push([Math.round(clock.nowMs / 1000), phase])
    given.world.channel.goSilent(5_000)
    given.world.server.kill()
    clock.runUntil(38_000)
    expect(words).toEqual([])
    clock.runUntil(45_000)
    expect(words).toHaveLength(1)
  })
})

describe('the app\'s view of the network', () => {
  test('is corrected by an answer of the server, if the device\'s report got lost', () => {
    const { given, clock } = watching(7)
    const { network, requests } = given.world
    network.onReport(false)
    expect(requests.isConnected).toBe(false)
    clock.runUntil(12_000)
    expect(requests.isConnected).toBe(false)
    clock.runUntil(27_000)
    expect(requests.isConnected).toBe(true)
  })

  test('calls the server unreachable after two requests without an answer', () => {
    const { given, clock } = watching(8)
    const { network, requests } = given.world
    network.goDown('no-path', 60_000, false)
    const answers: unknown[] = []
    requests.send(() => 1, answer => answers.push(answer))
    requests.send(() => 2, answer => answers.push(answer))
    clock.runUntil(12_000)
    expect(requests.isServerReachable).toBe(true)
    clock.runUntil(22_000)
    expect(answers).toEqual([undefined, undefined])
    expect(requests.isServerReachable).toBe(false)
  })
})
