/** The compared servers, each in separate processes on one core. */
import { execFile, fork, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { freePort } from '../../../scripts/lib/free-port.mjs'
import type { PlayProtocol } from './players'

export interface HostReady {
  httpPort: number
  rtmpPort: number
}

export interface Contender extends HostReady {
  pids: () => Promise<number[]>
  stop: () => Promise<void>
}

export const CONTENDERS = [
  'kaike http-flv', 'kaike ws-flv', 'kaike rtmp', 'nginx-rtmp', 'node-media-server', 'kernel floor',
] as const
export type ContenderName = (typeof CONTENDERS)[number]

export const PROTOCOL_OF: Record<ContenderName, PlayProtocol> = {
  'kaike http-flv': 'http-flv',
  'kaike ws-flv': 'ws-flv',
  'kaike rtmp': 'rtmp',
  'nginx-rtmp': 'rtmp',
  'node-media-server': 'http-flv',
  'kernel floor': 'raw',
}

const HERE = dirname(fileURLToPath(import.meta.url))
const NGINX_RTMP = '/usr/lib/nginx/modules/ngx_rtmp_module.so'
const FLOOR_WINDOW_MS = 100
/** Installed by npm at the first run into the temporary folder, because only this bench needs it. */
const NODE_MEDIA_SERVER = 'node-media-server@4.4.3'
const NODE_MEDIA_SERVER_FOLDER = join(tmpdir(), `kaike-bench-${NODE_MEDIA_SERVER}`)
const NODE_MEDIA_SERVER_MAIN = join(NODE_MEDIA_SERVER_FOLDER, 'node_modules/node-media-server/bin/app.js')

/** The server has one core, the load the other. */
export const SERVER_CORE = 0
export const LOAD_CORE = 1

/** Returns the command that installs a missing contender, or undefined when it is installed. */
export async function lackingFor(name: ContenderName): Promise<string | undefined> {
  if (name === 'nginx-rtmp') return existsSync(NGINX_RTMP) ? undefined : 'apt-get install nginx libnginx-mod-rtmp'
  if (name !== 'node-media-server' || existsSync(NODE_MEDIA_SERVER_MAIN)) return undefined
  const install = ['install', '--prefix', NODE_MEDIA_SERVER_FOLDER, '--no-audit', '--no-fund', NODE_MEDIA_SERVER]
  return promisify(execFile)('npm', install).then(() => undefined, () => `npm ${install.join(' ')}`)
}

export function pin(child: ChildProcess, core: number): void {
  if (process.platform !== 'linux') return
  spawn('taskset', ['-a', '-p', '-c', String(core), String(child.pid)], { stdio: 'ignore' })
    .on('error', () => { /* Without taskset the process stays unpinned. */ })
}

async function startHost(file: string, args: string[] = []): Promise<Contender> {
  const child = fork(join(HERE, file), args, { execArgv: ['--import', 'tsx'] })
  pin(child, SERVER_CORE)
  const [ready] = await once(child, 'message') as [HostReady]
  pin(child, SERVER_CORE)
  return {
    ...ready,
    pids: async () => child.pid === undefined ? [] : [child.pid],
    async stop() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

const nginxConfig = (folder: string, port: number) => `
load_module ${NGINX_RTMP};
daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes 1; worker_cpu_affinity 01;
events { worker_connections 8192; }
rtmp { server {
  listen 127.0.0.1:${port}; chunk_size 60000; max_message 4M; application live { live on; wait_key on; }
} }
`

const accepts = (port: number): Promise<boolean> => new Promise(resolve => {
  const socket = connect(port, '127.0.0.1')
  socket.on('connect', () => { socket.destroy(); resolve(true) })
  socket.on('error', () => { resolve(false) })
})

async function startNginx(): Promise<Contender> {
  const folder = await mkdtemp(join(tmpdir(), 'kaike-nginx-'))
  const port = await freePort()
  await writeFile(join(folder, 'nginx.conf'), nginxConfig(folder, port))
  const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' })
  for (let tries = 0; tries < 100 && !await accepts(port); tries++) await sleep(50)
  return {
    httpPort: port,
    rtmpPort: port,
    async pids() {
      const children = await readFile(`/proc/${String(child.pid)}/task/${String(child.pid)}/children`, 'utf8')
      return children.trim().split(' ').map(Number)
    },
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function startNodeMediaServer(): Promise<Contender> {
  const folder = await mkdtemp(join(tmpdir(), 'kaike-node-media-server-'))
  const [rtmpPort, httpPort] = [await freePort(), await freePort()]
  const options = [
    '--bind', '127.0.0.1', '--rtmp-port', String(rtmpPort), '--http-port', String(httpPort), '--data-path', folder,
    '--no-admin',
  ]
  const child = spawn(process.execPath, [NODE_MEDIA_SERVER_MAIN, ...options], { cwd: folder, stdio: 'ignore' })
  for (let tries = 0; tries < 100 && !(await accepts(rtmpPort) && await accepts(httpPort)); tries++) await sleep(50)
  pin(child, SERVER_CORE)
  return {
    rtmpPort, httpPort,
    pids: async () => child.pid === undefined ? [] : [child.pid],
    async stop() {
      child.kill('SIGKILL')
      await once(child, 'exit')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export interface StartOptions {
  kbps: number
  /** Window of Kaike's relay; by default the relay chooses it. */
  windowMs?: number
}

export function start(name: ContenderName, { kbps, windowMs }: StartOptions): Promise<Contender> {
  if (name === 'nginx-rtmp') return startNginx()
  if (name === 'node-media-server') return startNodeMediaServer()
  if (name === 'kernel floor') return startHost('floor-host.ts', [String(kbps), String(FLOOR_WINDOW_MS)])
  return startHost('relay-host.ts', windowMs === undefined ? [] : [String(windowMs)])
}
