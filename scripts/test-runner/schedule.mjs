/**
 * @typedef {object} Task
 * @property {string} name
 * @property {readonly string[]} [needs]  tasks that must end before this one starts; names outside the list are ignored
 * @property {number} [cores]  number of busy cores, 1 by default
 */

/**
 * Runs each task once. A task starts when the tasks that it needs have ended and its cores are free. If several tasks
 * can start, the first in the list does.
 * @template {Task} T
 * @template R
 * @param {readonly T[]} tasks
 * @param {(task: T, ended: readonly R[]) => Promise<R>} run
 * @param {number} cores  a task that needs more gets all of them
 * @returns {Promise<R[]>} in the order of the list
 */
export async function schedule(tasks, run, cores) {
  /** @type {Map<string, R>} */
  const ended = new Map()
  /** @type {Map<string, Promise<void>>} */
  const running = new Map()
  let waiting = [...tasks]
  let free = cores

  const coresOf = (/** @type {T} */ task) => Math.min(task.cores ?? 1, cores)
  const isPending = (/** @type {string} */ name) => running.has(name) || waiting.some(task => task.name === name)
  const canBegin = (/** @type {T} */ task) => coresOf(task) <= free && !(task.needs ?? []).some(isPending)

  /** @param {T} task */
  async function runOne(task) {
    ended.set(task.name, await run(task, [...ended.values()]))
    running.delete(task.name)
    free += coresOf(task)
  }

  while (waiting.length > 0 || running.size > 0) {
    for (let next = waiting.find(canBegin); next; next = waiting.find(canBegin)) {
      const task = next
      waiting = waiting.filter(other => other !== task)
      free -= coresOf(task)
      running.set(task.name, runOne(task))
    }
    if (running.size === 0) throw new Error(`These need each other: ${waiting.map(({ name }) => name).join(', ')}`)
    await Promise.race(running.values())
  }
  return tasks.flatMap(({ name }) => ended.get(name) ?? [])
}
