/**
 * Reasons of the server to close a channel. The range tells whether the client reconnects: `kernel/close-codes.ts`.
 * Numbers are never reused.
 */
export const CHANNEL_CLOSE = {
  SERVER_RESTART: { code: 4000, meaning: 'The server is stopping; reconnect' },
  TOO_SLOW: { code: 4001, meaning: 'The client did not read; reconnect and resume' },
  SILENT: { code: 4002, meaning: 'No answer to pings; reconnect' },
  INTERNAL: { code: 4003, meaning: 'A fault of the server; reconnect' },
  REPLACED: { code: 4500, meaning: 'The same member opened the class elsewhere more often than allowed' },
  BAD_TICKET: { code: 4501, meaning: 'The ticket is not valid: ask for a new channel URL' },
  NOT_A_MEMBER: { code: 4502, meaning: 'No longer a member of this lesson' },
  BAD_MESSAGE: { code: 4503, meaning: 'The client sent a message that the protocol does not have' },
  LESSON_OVER: { code: 4504, meaning: 'The lesson is over or cancelled' },
} as const satisfies Record<string, { code: number, meaning: string }>

export type ChannelCloseReason = keyof typeof CHANNEL_CLOSE
