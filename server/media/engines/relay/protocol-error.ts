/** A peer broke the protocol or a limit. The parsers throw no other error; it ends that connection only. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'
}
