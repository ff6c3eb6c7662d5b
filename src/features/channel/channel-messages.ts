import type { ServerMessage } from '@contract/channel/messages'

const TYPES: Record<ServerMessage['type'], true> = { hello: true, live: true, viewers: true, beat: true }

/** Undefined for messages that this version does not know: a newer server may send more types. */
export function parseServerMessage(text: string): ServerMessage | undefined {
  try {
    const message = JSON.parse(text) as { type?: unknown } | null
    return typeof message?.type === 'string' && Object.keys(TYPES).includes(message.type)
      ? message as ServerMessage
      : undefined
  } catch {
    return undefined
  }
}
