import { spawn } from 'node:child_process'

/**
 * @typedef {{ status: number, output: string, timedOut: boolean }} RunResult
 *
 * @typedef {object} RunOptions
 * @property {boolean} [quiet]
 * @property {(text: string) => void} [write]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs]
 * @property {number} [uid]
 * @property {number} [gid]
 */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/**
 * Ends a child and its child processes: every child is the leader of a process group.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function killGroup(child, signal) {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    child.kill(signal)
  }
}

function killAll() {
  for (const child of running) killGroup(child, 'SIGKILL')
}

/** Exit status that a shell reports for a program ended by the signal. */
const STATUS_BY_SIGNAL = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

/**
 * Ends all children when this process exits or receives a signal.
 * @returns {() => void} removes the handlers of the signals
 */
export function endChildrenWithUs() {
  /** @param {NodeJS.Signals} signal */
  const exit = signal => process.exit(STATUS_BY_SIGNAL[/** @type {keyof typeof STATUS_BY_SIGNAL} */ (signal)])
  process.on('exit', killAll)
  for (const signal of Object.keys(STATUS_BY_SIGNAL)) process.once(signal, exit)
  return () => {
    for (const signal of Object.keys(STATUS_BY_SIGNAL)) process.off(signal, exit)
  }
}

/**
 * Runs a command to its end and returns its output. The output is also printed, unless `quiet`, or passed to `write`.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>} `status` is 127 if the command could not be started, 1 if a signal ended it
 */
export function run(command, args, { quiet = false, write, env, timeoutMs, uid, gid } = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      detached: true, stdio: ['ignore', 'pipe', 'pipe'], uid, gid, env: { ...process.env, ...env },
    })
    running.add(child)
    let output = ''
    let timedOut = false
    const pipes = /** @type {const} */ ([[child.stdout, process.stdout], [child.stderr, process.stderr]])
    for (const [stream, screen] of pipes) {
      stream.setEncoding('utf8').on('data', text => {
        output += text
        if (write) write(text)
        else if (!quiet) screen.write(text)
      })
    }
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => {
      timedOut = true
      killGroup(child, 'SIGKILL')
    }, timeoutMs)

    /** @param {number} status */
    const end = status => {
      clearTimeout(timer)
      running.delete(child)
      resolve({ status, output, timedOut })
    }
    child.once('error', error => {
      output += error.message
      end(127)
    })
    child.once('close', status => end(status ?? 1))
  })
}

/**
 * Runs the command of a package in `node_modules`, without npm.
 * @param {string} name
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export const runBin = (name, args, options) => run(`node_modules/.bin/${name}`, args, options)
