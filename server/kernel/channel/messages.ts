import { z } from 'zod'
import type { ClientMessage, ServerMessage } from '../../../contract/channel/messages'

/** Unknown fields are dropped, so that newer clients can talk to an older server; unknown types are refused. */
const clientMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ping') }),
]) satisfies z.ZodType<ClientMessage>

/** Null for text that is no message of the protocol. */
export function parseClientMessage(text: string): ClientMessage | null {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return null
  }
  const { data } = clientMessage.safeParse(json)
  return data ?? null
}

export const encode = (message: ServerMessage): string => JSON.stringify(message)
