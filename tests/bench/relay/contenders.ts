/** The servers that are compared, each as processes of its own on one core. */
import { fork, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
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

export const CONTENDERS = ['kaike http-flv', 'kaike ws-flv', 'kaike rtmp', 'nginx-rtmp', 'kernel floor'] as const
export type ContenderName = (typeof CONTENDERS)[number]

export const PROTOCOL_OF: Record<ContenderName, PlayProtocol> = {
  'kaike http-flv': 'http-flv',
  'kaike ws-flv': 'ws-flv',
  'kaike rtmp': 'rtmp',
  'nginx-rtmp': 'rtmp',
  'kernel floor': 'raw',
}

const HERE = dirname(fileURLToPath(import.meta.url))
const NGINX_RTMP = '/usr/lib/nginx/modules/ngx_rtmp_module.so'
const FLOOR_WINDOW_MS = 100

/** The server has this core for itself, the load the other one. */
export const SERVER_CORE = 0
export const LOAD_CORE = 1

export const hasNginxRtmp = (): boolean => existsSync(NGINX_RTMP)

export function pin(child: ChildProcess, core: number): void {
  if (process.platform === 'linux') spawn('taskset', ['-a', '-p', '-c', String(core), String(child.pid)], { stdio: 'ignore' }).on('error', () => { /* Not there: unpinned. */ })
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
rtmp { server { listen 127.0.0.1:${port}; chunk_size 60000; max_message 4M; application live { live on; wait_key on; } } }
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

export function start(name: ContenderName, kbps: number): Promise<Contender> {
  if (name === 'nginx-rtmp') return startNginx()
  if (name === 'kernel floor') return startHost('floor-host.ts', [String(kbps), String(FLOOR_WINDOW_MS)])
  return startHost('relay-host.ts')
}
