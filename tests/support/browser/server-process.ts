import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { freePort } from '../../../scripts/lib/free-port.mjs'
import { copyDemoFolder } from './demo-folder'

/** Password of every account of the demo school. */
export const PASSWORD = 'e2e-password-1'
const READY_TIMEOUT_MS = 120_000
const MAIN = resolve('dist/server/main.js')

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/health`)).ok
  } catch {
    return false
  }
}

/** Child processes to kill when a test file fails half-way. */
const running = new Set<ChildProcess>()
const killRunning = () => running.forEach(child => child.kill('SIGKILL'))
process.once('exit', killRunning)
// Vitest ends its workers with SIGTERM, and then there is no 'exit' event.
process.once('SIGTERM', () => {
  killRunning()
  if (process.listenerCount('SIGTERM') === 0) process.exit(1)
})

/** The production build of the server in its own process, with its own ports and data folder. */
export class ServerProcess {
  private child: ChildProcess | undefined
  private output = ''

  private readonly port: number
  private readonly rtmpPort: number
  private readonly dataDir: string

  private constructor(options: { port: number, rtmpPort: number, dataDir: string }) {
    this.port = options.port
    this.rtmpPort = options.rtmpPort
    this.dataDir = options.dataDir
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  static async start(): Promise<ServerProcess> {
    if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: run npm run build first`)
    const server = await ServerProcess.of(await copyDemoFolder(MAIN, dir => ServerProcess.fill(dir)))
    await server.run()
    return server
  }

  private static async fill(dataDir: string): Promise<void> {
    const server = await ServerProcess.of(dataDir)
    await server.run()
    await server.kill('SIGTERM')
  }

  private static async of(dataDir: string): Promise<ServerProcess> {
    return new ServerProcess({ port: await freePort(), rtmpPort: await freePort(), dataDir })
  }

  /** Starts the process on the same ports and data; resolves when it answers. */
  async run(): Promise<void> {
    const child = spawn(process.execPath, [MAIN], {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(this.port),
        RTMP_PORT: String(this.rtmpPort),
        DATA_DIR: this.dataDir,
        DEMO_PASSWORD: PASSWORD,
        DATABASE_URL: '',
        LOG_LEVEL: 'info',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const keep = (chunk: Buffer) => {
      this.output += chunk.toString()
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    this.child = child
    running.add(child)
    child.once('exit', () => running.delete(child))
    const deadline = Date.now() + READY_TIMEOUT_MS
    while (!(await isReady(this.url))) {
      if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${this.output}`)
      if (Date.now() > deadline) throw new Error(`The server was not ready in time:\n${this.output}`)
      await new Promise(done => setTimeout(done, 50))
    }
  }

  /** The complete output of the process, including earlier runs. */
  printed(): string {
    return this.output
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    const child = this.child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise(done => child.once('exit', done))
    child.kill(signal)
    await gone
  }

  async dispose(): Promise<void> {
    await this.kill('SIGKILL')
    await rm(this.dataDir, { recursive: true, force: true })
  }
}
