import { spawn } from 'node:child_process'
import { prettyFactory } from 'pino-pretty'
import { installProblem } from './installed.mjs'

/**
 * @param {string} name   in front of each line
 * @param {string} bin
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {(line: string) => string} [format]
 */
function startBeside(name, bin, args, env, format = line => line) {
  // A group of its own: Ctrl-C reaches it once, from us, and not from the terminal as well.
  const child = spawn(`node_modules/.bin/${bin}`, args, {
    detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env },
  })
  for (const stream of [child.stdout, child.stderr]) {
    let rest = ''
    stream.setEncoding('utf8').on('data', text => {
      const lines = `${rest}${text}`.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) console.log(`${name} │ ${format(line).trimEnd()}`)
    })
  }
  return child
}

/**
 * `npm run dev`: the server, restarted on every change, and uni-app's H5 dev server, which passes the API and the
 * live streams on to it. The end of one ends the other.
 */
export function dev() {
  const problem = installProblem()
  if (problem) {
    console.error(problem)
    process.exit(1)
  }
  const { HOST = '127.0.0.1', PORT = '8080' } = process.env
  const reachable = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST
  const readable = prettyFactory({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l', singleLine: true })
  const children = [
    startBeside('server', 'tsx', ['watch', '--clear-screen=false', 'server/main.ts'], { NODE_ENV: 'development' }, readable),
    startBeside('pages ', 'uni', ['--host', HOST], { KAIKE_DEV_SERVER: `http://${reachable}:${PORT}` }),
  ]
  let isEnding = false
  /** @param {number} status */
  const end = status => {
    if (isEnding) return // A second signal would have tsx kill the server in mid-stop.
    isEnding = true
    for (const child of children) child.kill('SIGTERM')
    process.exitCode = status
  }
  for (const child of children) child.once('exit', status => end(status ?? 0))
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => end(0))
}
