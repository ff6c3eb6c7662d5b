import { ProtocolError } from '../protocol-error'
import { BACK_POINTER_BYTES, TAG_HEADER_BYTES } from '../flv/flv-tags'
import { MESSAGE_TYPE } from './message'
import type { RtmpMessage } from './message'

/**
 * Yields the messages in an aggregate, which is a sequence of FLV tags, and any other message unchanged. Times inside
 * are relative: the first is the time of the aggregate itself (RTMP 1.0, section 7.1.6).
 */
export function* openAggregate(message: RtmpMessage): Generator<RtmpMessage, void> {
  if (message.type !== MESSAGE_TYPE.aggregate) {
    yield message
    return
  }
  const { payload, streamId, timestampMs } = message
  let shiftMs: number | undefined
  for (let offset = 0; offset < payload.length;) {
    if (payload.length - offset < TAG_HEADER_BYTES) throw new ProtocolError('aggregate cut short')
    const bodyAt = offset + TAG_HEADER_BYTES
    const bodyEnd = bodyAt + payload.readUIntBE(offset + 1, 3)
    if (bodyEnd > payload.length) throw new ProtocolError('aggregate cut short')
    const tagMs = payload.readUIntBE(offset + 4, 3) + payload.readUInt8(offset + 7) * 0x1000000
    shiftMs ??= timestampMs - tagMs
    yield {
      type: payload.readUInt8(offset),
      streamId,
      timestampMs: (tagMs + shiftMs) >>> 0,
      payload: payload.subarray(bodyAt, bodyEnd),
    }
    // Some writers omit the last back pointer.
    offset = bodyEnd + BACK_POINTER_BYTES
  }
}
