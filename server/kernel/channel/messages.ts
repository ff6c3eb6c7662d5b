import { z } from 'zod'
import type { ClientMessage, ServerMessage } from '../../../contract/channel/messages'

/** Unknown fields are dropped, so that a newer client can talk to an older server; unknown types are not understood. */
const clientMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ping') }),
]) satisfies z.ZodType<ClientMessage>

/** `null` for whatever the protocol does not know. */
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
