import { spawn } from 'node:child_process'
import { prettyFactory } from 'pino-pretty'
import { installProblem } from './installed.mjs'

/**
 * @param {string} name   prefix of each line
 * @param {string} bin
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {(line: string) => string} [format]
 */
function startBeside(name, bin, args, env, format = line => line) {
  // In its own process group, so that Ctrl-C reaches it only once, through this process.
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
 * `npm run dev`: runs the server, which restarts on every change, and uni-app's H5 dev server, which proxies the API
 * and the live streams to it. When one ends, the other is stopped.
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
  const watch = ['watch', '--clear-screen=false', 'server/main.ts']
  const children = [
    startBeside('server', 'tsx', watch, { NODE_ENV: 'development' }, readable),
    startBeside('pages ', 'uni', ['--host', HOST], { KAIKE_DEV_SERVER: `http://${reachable}:${PORT}` }),
  ]
  let isEnding = false
  /** @param {number} status */
  const end = status => {
    if (isEnding) return // With a second signal tsx kills the server before it has stopped.
    isEnding = true
    for (const child of children) child.kill('SIGTERM')
    process.exitCode = status
  }
  for (const child of children) child.once('exit', status => end(status ?? 0))
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => end(0))
}
