/** A peer broke the protocol or a limit. The only error the parsers throw: it ends that connection and nothing else. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'
}
