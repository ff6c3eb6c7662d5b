/** A request of the mini-program that the harness makes. */
export interface BridgeRequest {
  url: string
  method: string
  header: Record<string, string>
  body?: string
}

export type BridgeAnswer =
  | { statusCode: number, header: Record<string, string>, bodyBase64: string }
  | { failure: string }

/** Text frames between host and harness; binary frames are the data itself. */
export type SocketControl =
  | { type: 'open', url: string, protocols: readonly string[], header: Record<string, string> }
  | { type: 'opened', header: Record<string, string> }
  | { type: 'text', data: string }
  | { type: 'close', code: number, reason: string }
  | { type: 'closed', code: number, reason: string }
  | { type: 'failed', text: string }
