import type { IncomingMessage, ServerResponse } from 'node:http'
import { WebSocket } from 'ws'
import type { BridgeAnswer, BridgeRequest, SocketControl } from './bridge.types'

/** Headers of a phone: WeChat's `Referer` and no `Origin`. */
const PHONE_HEADERS = {
  'referer': 'https://servicewechat.com/touristappid/0/page-frame.html',
  'user-agent': 'MicroMessenger/8.0.50 MiniProgramEnv/host',
}
/** Close codes that a program may send. */
const isSendable = (code: number): boolean => code === 1000 || (code >= 3000 && code <= 4999)

const isLoopback = (url: string): boolean => /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(url).hostname)

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** Makes one request of the mini-program; only loopback addresses are allowed. */
export async function answerRequest(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { url, method, header, body } = JSON.parse(await readBody(incoming)) as BridgeRequest
  const abort = new AbortController()
  outgoing.on('close', () => abort.abort())
  const answer = await perform().catch((error: unknown): BridgeAnswer => ({ failure: (error as Error).message }))
  outgoing.setHeader('content-type', 'application/json').end(JSON.stringify(answer))

  async function perform(): Promise<BridgeAnswer> {
    if (!isLoopback(url)) return { failure: 'only loopback is reached from here' }
    const response = await fetch(url, { method, headers: { ...PHONE_HEADERS, ...header }, body, signal: abort.signal })
    const bytes = Buffer.from(await response.arrayBuffer())
    return {
      statusCode: response.status,
      header: Object.fromEntries(response.headers),
      bodyBase64: bytes.toString('base64'),
    }
  }
}

/** Forwards one WebSocket of the mini-program. */
export function carrySocket(client: WebSocket): void {
  let remote: WebSocket | undefined
  const sendControl = (control: SocketControl) => client.send(JSON.stringify(control))

  client.on('message', (data: Buffer, isBinary: boolean) => {
    if (isBinary) return remote?.send(data)
    const control = JSON.parse(data.toString('utf8')) as SocketControl
    if (control.type === 'open') remote = open(control)
    else if (control.type === 'text') remote?.send(control.data)
    else if (control.type === 'close') remote?.close(isSendable(control.code) ? control.code : 1000, control.reason)
  })
  client.on('close', () => remote?.terminate())

  function open({ url, protocols, header }: Extract<SocketControl, { type: 'open' }>): WebSocket | undefined {
    if (!isLoopback(url)) {
      sendControl({ type: 'failed', text: 'only loopback is reached from here' })
      return undefined
    }
    const socket = new WebSocket(url, [...protocols], { headers: { ...PHONE_HEADERS, ...header } })
    socket.on('open', () => sendControl({ type: 'opened', header: {} }))
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) client.send(data)
      else sendControl({ type: 'text', data: data.toString('utf8') })
    })
    socket.on('error', error => sendControl({ type: 'failed', text: error.message }))
    socket.on('close', (code, reason) => sendControl({ type: 'closed', code, reason: reason.toString('utf8') }))
    return socket
  }
}
