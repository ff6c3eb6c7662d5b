import { readFile } from 'node:fs/promises'

/** `sysconf(_SC_CLK_TCK)` of every Linux that Node runs on. */
const TICKS_A_SECOND = 100
const KB = 1024

/** CPU time of all threads since their start. */
export interface CpuSeconds {
  user: number
  kernel: number
}

async function cpuSecondsOf(pid: number): Promise<CpuSeconds> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  // The process name before these fields may contain spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { user: Number(fields[11]) / TICKS_A_SECOND, kernel: Number(fields[12]) / TICKS_A_SECOND }
}

async function rssBytesOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * KB
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

export async function cpuSeconds(pids: readonly number[]): Promise<CpuSeconds> {
  const all = await Promise.all(pids.map(cpuSecondsOf))
  return { user: sum(all.map(({ user }) => user)), kernel: sum(all.map(({ kernel }) => kernel)) }
}

export const rssBytes = async (pids: readonly number[]): Promise<number> => sum(await Promise.all(pids.map(rssBytesOf)))
