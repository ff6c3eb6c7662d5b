import { tcpPort } from '@/platform/device/tcp-socket'
import type { TcpAddress, TcpConnection, TcpFailure } from '@/platform/device/tcp-socket.types'
import { answerOf, helloBytes } from './rules/rtmp-handshake'
import type { IngestOutcome } from './rules/rtmp-handshake'

/** For connection and handshake together. */
const LIMIT_MS = 5_000

const OUTCOMES = {
  'refused': 'refused', 'no-answer': 'no-answer', 'not-allowed': 'untestable', 'unknown': 'untestable',
} as const satisfies Record<TcpFailure, IngestOutcome>

/** Connects as the pusher will, and reads the server's half of the handshake. Never rejects. */
export async function testIngest(address: TcpAddress): Promise<IngestOutcome> {
  if (!tcpPort.isNeeded) return 'not-needed'
  let connection: TcpConnection | undefined
  let limit: ReturnType<typeof setTimeout> | undefined
  // The first outcome counts.
  const outcome = await new Promise<IngestOutcome>(resolve => {
    limit = setTimeout(() => resolve('no-answer'), LIMIT_MS)
    connection = shakeHands(address, resolve)
    if (!connection) resolve('untestable')
  })
  clearTimeout(limit)
  connection?.close()
  return outcome
}

function shakeHands(address: TcpAddress, found: (outcome: IngestOutcome) => void): TcpConnection | undefined {
  let isConnected = false
  let firstByte: number | undefined
  let total = 0
  return tcpPort.open(address, {
    onConnect(opened) {
      isConnected = true
      try {
        opened.write(helloBytes())
      } catch {
        found('untestable')
      }
    },
    onData(bytes) {
      firstByte ??= bytes[0]
      total += bytes.length
      if (firstByte === undefined) return
      const answer = answerOf(firstByte, total)
      if (answer !== 'incomplete') found(answer)
    },
    // A filter lets the connection pass, and ends it when it recognises the protocol.
    onFailure: failure => found(isConnected ? 'not-rtmp' : OUTCOMES[failure]),
    onClose: () => found(isConnected ? 'not-rtmp' : 'refused'),
  })
}
