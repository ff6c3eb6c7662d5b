import { readFileSync, readdirSync } from 'node:fs'

interface Process { pid: number, parent: number, command: string }

function readProcess(pid: string): Process[] {
  try {
    // The name in brackets may contain any character; the state and the parent follow it.
    const [, parent = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')
    return [{ pid: Number(pid), parent: Number(parent), command: readFileSync(`/proc/${pid}/cmdline`, 'utf8') }]
  } catch {
    // The process has ended.
    return []
  }
}

/**
 * Ends a service process of the browsers that this process has started, and of no other. For the page it is the same as
 * unplugging a camera. Returns the number of ended processes.
 */
export function endOwnService(name: string): number {
  const all = readdirSync('/proc').filter(entry => /^\d+$/.test(entry)).flatMap(readProcess)
  const isOwn = ({ parent }: Process): boolean =>
    parent === process.pid || all.some(other => other.pid === parent && isOwn(other))
  const found = all.filter(it => it.command.includes(`--utility-sub-type=${name}`) && isOwn(it))
  for (const { pid } of found) process.kill(pid, 'SIGKILL')
  return found.length
}
