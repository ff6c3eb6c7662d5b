import { describe, expect, test } from 'vitest'
import { schedule } from './schedule.mjs'

interface Task { name: string, needs?: string[], cores?: number }

/** Runs tasks that end when the test says so; `log` tells what began and ended. */
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
  test('run side by side as far as there are cores, and give their results in order', async () => {
    const { log, end, result } = scheduled([{ name: 'a' }, { name: 'b' }, { name: 'c' }])
    expect(log).toEqual(['+a', '+b'])
    await end('b')
    await end('c')
    await end('a')
    expect(log).toEqual(['+a', '+b', '-b', '+c', '-c', '-a'])
    expect(await result).toEqual(['A', 'B', 'C'])
  })

  test('begin once those that they need have ended, whoever else waits before them', async () => {
    const { log, end, result } = scheduled([{ name: 'build' }, { name: 'run', needs: ['build', 'not chosen'] }, { name: 'lint' }])
    expect(log).toEqual(['+build', '+lint'])
    await end('lint')
    expect(log).toEqual(['+build', '+lint', '-lint'])
    await end('build')
    await end('run')
    expect(await result).toEqual(['BUILD', 'RUN', 'LINT'])
  })

  test('that want all cores run alone, also where they want more than there are', async () => {
    const { log, end, result } = scheduled([{ name: 'a' }, { name: 'wide', cores: 4 }, { name: 'b' }])
    expect(log).toEqual(['+a', '+b'])
    await end('a')
    expect(log.at(-1)).toBe('-a')
    await end('b')
    expect(log.at(-1)).toBe('+wide')
    await end('wide')
    expect(await result).toEqual(['A', 'WIDE', 'B'])
  })

  test('see what has ended before them', async () => {
    const seen = await schedule([{ name: 'a' }, { name: 'b', needs: ['a'] }], async ({ name }, before: readonly string[]) => `${before.join()}>${name}`, 2)
    expect(seen).toEqual(['>a', '>a>b'])
  })

  test('that need each other are an error, not a wait for ever', async () => {
    await expect(schedule([{ name: 'a', needs: ['b'] }, { name: 'b', needs: ['a'] }], async () => 1, 2)).rejects.toThrow(/need each other: a, b/)
  })

  test('that throw end the run with their error', async () => {
    await expect(schedule([{ name: 'a' }], async () => { throw new Error('broken') }, 2)).rejects.toThrow('broken')
  })
})
