import { readFile } from 'node:fs/promises'

/** `sysconf(_SC_CLK_TCK)` of every Linux that Node runs on. */
const TICKS_A_SECOND = 100
const KB = 1024

/** CPU seconds of all threads, in user and kernel, so far. */
async function cpuSecondsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  // The name before may hold anything, also blanks and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND
}

async function rssBytesOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * KB
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

export const cpuSeconds = async (pids: readonly number[]): Promise<number> => sum(await Promise.all(pids.map(cpuSecondsOf)))
export const rssBytes = async (pids: readonly number[]): Promise<number> => sum(await Promise.all(pids.map(rssBytesOf)))
