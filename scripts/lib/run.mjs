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
 * Ends a child with all that it started: children are leaders of their own process groups.
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

/** What a shell reports for a program that the signal ended. */
const STATUS_BY_SIGNAL = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

/**
 * Ctrl-C and the end of this process, however it comes, leave no child behind.
 * @returns {() => void} gives the signals back to whoever runs next in this process
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
 * Runs a command to its end. Its output is kept, and shown as it comes unless `quiet`; `write` shows it elsewhere.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>} `status` is 127 when the command could not be started, 1 when a signal ended it
 */
export function run(command, args, { quiet = false, write, env, timeoutMs, uid, gid } = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      detached: true, stdio: ['ignore', 'pipe', 'pipe'], uid, gid, env: { ...process.env, ...env },
    })
    running.add(child)
    let output = ''
    let timedOut = false
    for (const [stream, screen] of /** @type {const} */ ([[child.stdout, process.stdout], [child.stderr, process.stderr]])) {
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
 * The command of a package in `node_modules`, without npm in between.
 * @param {string} name
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export const runBin = (name, args, options) => run(`node_modules/.bin/${name}`, args, options)
