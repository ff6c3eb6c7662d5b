import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { chromiumPath } from '../../support/browser/browser'

/**
 * Chromium without Playwright, because Playwright keeps every page "visible": here a tab behind another one is hidden.
 * It uses the DevTools protocol: chromedevtools.github.io/devtools-protocol.
 */
export interface BareBrowser {
  /** Opens a tab in front of the others. */
  openTab: (url: string) => Promise<BareTab>
  close: () => Promise<void>
}

export interface BareTab {
  evaluate: (expression: string) => Promise<unknown>
}

type Fields = Record<string, unknown>
interface Answer { id?: number, result?: Fields, error?: { message: string } }
interface Request { resolve: (result: Fields) => void, reject: (error: Error) => void }

function speak(socket: WebSocket) {
  const waiting = new Map<number, Request>()
  let last = 0
  socket.on('message', data => {
    const { id, result = {}, error } = JSON.parse((data as Buffer).toString()) as Answer
    const asked = waiting.get(id ?? 0)
    waiting.delete(id ?? 0)
    if (error) asked?.reject(new Error(error.message))
    else asked?.resolve(result)
  })
  return (method: string, params: object, sessionId?: string) => new Promise<Fields>((resolve, reject) => {
    last += 1
    waiting.set(last, { resolve, reject })
    socket.send(JSON.stringify({ id: last, method, params, ...(sessionId && { sessionId }) }))
  })
}

export async function openBareBrowser(devices: { video: string, audio: string }): Promise<BareBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'kaike-bare-'))
  const child = spawn(chromiumPath(), [
    '--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--remote-debugging-port=0', `--user-data-dir=${profile}`,
    '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${devices.video}`,
    `--use-file-for-fake-audio-capture=${devices.audio}`,
    'about:blank',
  ], { stdio: ['ignore', 'ignore', 'pipe'] })
  const exited = new Promise(resolve => child.once('exit', resolve))
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', () => reject(new Error(`Chromium ended: ${said}`)))
  })
  const socket = new WebSocket(address)
  await new Promise(resolve => socket.once('open', resolve))
  const send = speak(socket)
  return {
    async openTab(url) {
      const { targetId } = await send('Target.createTarget', { url })
      await send('Target.activateTarget', { targetId })
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
      return {
        async evaluate(expression) {
          const params = { expression, awaitPromise: true, returnByValue: true }
          const { result } = await send('Runtime.evaluate', params, String(sessionId))
          return (result as { value?: unknown }).value
        },
      }
    },
    async close() {
      socket.terminate()
      child.kill('SIGKILL')
      await exited
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
