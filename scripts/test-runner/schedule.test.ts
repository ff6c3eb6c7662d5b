import { describe, expect, test } from 'vitest'
import { schedule } from './schedule.mjs'

interface Task { name: string, needs?: string[], cores?: number }

/** Runs tasks that the test ends by `end`; `log` records starts and ends. */
function scheduled(tasks: Task[], cores = 2) {
  const log: string[] = []
  const ends = new Map<string, () => void>()
  const result = schedule(tasks, ({ name }) => new Promise<string>(done => {
    log.push(`+${name}`)
    ends.set(name, () => {
      log.push(`-${name}`)
      done(name.toUpperCase())
    })
  }), cores)
  const end = async (name: string) => {
    ends.get(name)?.()
    await new Promise(done => setImmediate(done))
  }
  return { log, end, result }
}

describe('tasks', () => {
  test('run in parallel on the free cores and return their results in order', async () => {
    const { log, end, result } = scheduled([{ name: 'a' }, { name: 'b' }, { name: 'c' }])
    expect(log).toEqual(['+a', '+b'])
    await end('b')
    await end('c')
    await end('a')
    expect(log).toEqual(['+a', '+b', '-b', '+c', '-c', '-a'])
    expect(await result).toEqual(['A', 'B', 'C'])
  })

  test('start after the tasks that they need, behind later tasks if necessary', async () => {
    const { log, end, result } = scheduled([
      { name: 'build' }, { name: 'run', needs: ['build', 'not chosen'] }, { name: 'lint' },
    ])
    expect(log).toEqual(['+build', '+lint'])
    await end('lint')
    expect(log).toEqual(['+build', '+lint', '-lint'])
    await end('build')
    await end('run')
    expect(await result).toEqual(['BUILD', 'RUN', 'LINT'])
  })

  test('run alone if they need all cores or more', async () => {
    const { log, end, result } = scheduled([{ name: 'a' }, { name: 'wide', cores: 4 }, { name: 'b' }])
    expect(log).toEqual(['+a', '+b'])
    await end('a')
    expect(log.at(-1)).toBe('-a')
    await end('b')
    expect(log.at(-1)).toBe('+wide')
    await end('wide')
    expect(await result).toEqual(['A', 'WIDE', 'B'])
  })

  test('receive the results of the tasks before them', async () => {
    const describe = async ({ name }: Task, before: readonly string[]) => `${before.join()}>${name}`
    const seen = await schedule([{ name: 'a' }, { name: 'b', needs: ['a'] }], describe, 2)
    expect(seen).toEqual(['>a', '>a>b'])
  })

  test('are an error if they need each other', async () => {
    const tasks = [{ name: 'a', needs: ['b'] }, { name: 'b', needs: ['a'] }]
    await expect(schedule(tasks, async () => 1, 2)).rejects.toThrow(/need each other: a, b/)
  })

  test('end the run with their error if they throw', async () => {
    await expect(schedule([{ name: 'a' }], async () => { throw new Error('broken') }, 2)).rejects.toThrow('broken')
  })
})
