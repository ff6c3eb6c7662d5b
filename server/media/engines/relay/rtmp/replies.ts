/** Messages of the relay to RTMP peers. */
import { MEDIA_CLOSE } from '../../../../../contract/media/close'
import { FOUR_CCS } from '../flv/codecs'
import { TAG_TYPE } from '../flv/flv-tags'
import { amfObject, encodeAmf } from './amf/amf0'
import { encodeMessage } from './chunk-writer'
import { MESSAGE_TYPE, USER_CONTROL } from './message'
import type { MediaCloseReason } from '../../../../../contract/media/close'
import type { MediaRole } from '../../../engine'
import type { FlvTag } from '../flv/flv-tags'
import type { AmfValue } from './amf/amf-value'
import type { ConnectCommand } from './commands'

/** The only message stream of a connection: a connection publishes or plays one stream. */
export const MEDIA_STREAM_ID = 1
/** Large enough that most frames are one chunk; every known client accepts it. */
const OUT_CHUNK_BYTES = 60_000
/** Window of requested acknowledgements, and of sent ones unless the peer sets another. */
export const ACK_WINDOW_BYTES = 2_500_000

const CHUNK_STREAM = { control: 2, command: 3, audio: 4, video: 6, data: 5 } as const
/** SetPeerBandwidth: "the peer may choose hard or soft". */
const DYNAMIC_LIMIT = 2

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

const control = (type: number, payload: Buffer): Buffer =>
  encodeMessage({ type, streamId: 0, timestampMs: 0, payload }, CHUNK_STREAM.control, OUT_CHUNK_BYTES)

const userControl = (event: number, payload: Buffer): Buffer =>
  control(MESSAGE_TYPE.userControl, Buffer.concat([Buffer.of(0, event), payload]))

const command = (streamId: number, ...values: AmfValue[]): Buffer =>
  encodeMessage(
    { type: MESSAGE_TYPE.command, streamId, timestampMs: 0, payload: encodeAmf(...values) },
    CHUNK_STREAM.command,
    OUT_CHUNK_BYTES,
  )

type Level = 'status' | 'error'

const info = (level: Level, code: string, description: string): AmfValue => amfObject({ level, code, description })

const onStatus = (level: Level, code: string, description: string): Buffer =>
  command(MEDIA_STREAM_ID, 'onStatus', 0, null, info(level, code, description))

/** Enhanced RTMP: the client's codecs that the relay carries. `*` means all and is answered with the relay's list. */
const carriedOf = (fourCcList: readonly string[]): string[] =>
  FOUR_CCS.filter(fourCc => fourCcList.includes(fourCc) || fourCcList.includes('*'))

/** The order matters: the chunk size applies from the next message on. */
export const connected = ({ transaction, objectEncoding, fourCcList }: ConnectCommand): Buffer => Buffer.concat([
  control(MESSAGE_TYPE.windowAckSize, uint32(ACK_WINDOW_BYTES)),
  control(MESSAGE_TYPE.setPeerBandwidth, Buffer.concat([uint32(ACK_WINDOW_BYTES), Buffer.of(DYNAMIC_LIMIT)])),
  encodeMessage(
    { type: MESSAGE_TYPE.setChunkSize, streamId: 0, timestampMs: 0, payload: uint32(OUT_CHUNK_BYTES) },
    CHUNK_STREAM.control,
    OUT_CHUNK_BYTES,
  ),
  command(
    0, '_result', transaction,
    // Clients check these two fields; the values are those of all other servers.
    amfObject({
      fmsVer: 'FMS/3,0,1,123',
      capabilities: 31,
      ...fourCcList.length > 0 ? { fourCcList: carriedOf(fourCcList) } : {},
    }),
    // Flash fails unless it gets the requested encoding; AMF3 messages may hold AMF0, as these do.
    amfObject({ level: 'status', code: 'NetConnection.Connect.Success', description: 'Connected', objectEncoding }),
  ),
])

export const connectRejected = (transaction: number): Buffer =>
  command(0, '_error', transaction, null, info('error', 'NetConnection.Connect.Rejected', 'Unknown application'))

export const result = (transaction: number, value?: number): Buffer => command(0, '_result', transaction, null, value)

/** Flash Media Live Encoder waits for `onFCPublish`, players of the Akamai era for `onFCSubscribe`. */
export const announced = (role: MediaRole): Buffer => role === 'publish'
  ? command(0, 'onFCPublish', 0, null, info('status', 'NetStream.Publish.Start', 'Ready to be published'))
  : command(0, 'onFCSubscribe', 0, null, info('status', 'NetStream.Play.Start', 'Ready to be played'))

export const publishStarted = (): Buffer => onStatus('status', 'NetStream.Publish.Start', 'Publishing')

const data = (...values: AmfValue[]): Buffer =>
  encodeMessage(
    { type: MESSAGE_TYPE.data, streamId: MEDIA_STREAM_ID, timestampMs: 0, payload: encodeAmf(...values) },
    CHUNK_STREAM.data,
    OUT_CHUNK_BYTES,
  )

/** `|RtmpSampleAccess` lets scripts of Flash read audio and video samples; ffmpeg and librtmp skip it. */
export const playStarted = (): Buffer => Buffer.concat([
  userControl(USER_CONTROL.streamBegin, uint32(MEDIA_STREAM_ID)),
  onStatus('status', 'NetStream.Play.Reset', 'Playing from the live edge'),
  onStatus('status', 'NetStream.Play.Start', 'Playing'),
  data('|RtmpSampleAccess', true, true),
])

const PLAY_CODE: Partial<Record<MediaCloseReason, string>> = {
  NOT_LIVE: 'NetStream.Play.StreamNotFound',
}

/** In RTMP `BadName` means that another peer publishes under this name. */
const TAKEN_OVER: ReadonlySet<MediaCloseReason> = new Set(['REPLACED', 'TAKEN_OVER'])

/** The final message to a publisher or player. */
export function ended(role: MediaRole, reason: MediaCloseReason): Buffer {
  const { meaning } = MEDIA_CLOSE[reason]
  if (role === 'publish') {
    const code = TAKEN_OVER.has(reason) ? 'NetStream.Publish.BadName' : 'NetStream.Publish.Denied'
    return onStatus('error', code, meaning)
  }
  if (reason === 'STREAM_OVER') {
    return Buffer.concat([
      userControl(USER_CONTROL.streamEof, uint32(MEDIA_STREAM_ID)),
      onStatus('status', 'NetStream.Play.UnpublishNotify', meaning),
      onStatus('status', 'NetStream.Play.Stop', meaning),
    ])
  }
  return onStatus('error', PLAY_CODE[reason] ?? 'NetStream.Play.Failed', meaning)
}

/** Keeps players that wait for the publisher, and middleboxes on the path, from closing the connection. */
export const ping = (nowMs: number): Buffer =>
  userControl(USER_CONTROL.pingRequest, uint32(Math.floor(nowMs) % 2 ** 32))

/** The answer to SetPeerBandwidth (section 5.4.5). */
export const ackWindow = (): Buffer => control(MESSAGE_TYPE.windowAckSize, uint32(ACK_WINDOW_BYTES))

export const pong = (pingData: Buffer): Buffer => userControl(USER_CONTROL.pingResponse, pingData)

export const acknowledgement = (receivedBytes: number): Buffer =>
  control(MESSAGE_TYPE.acknowledgement, uint32(receivedBytes % 2 ** 32))

const MEDIA_CHUNK_STREAM = {
  [TAG_TYPE.audio]: CHUNK_STREAM.audio,
  [TAG_TYPE.video]: CHUNK_STREAM.video,
  [TAG_TYPE.script]: CHUNK_STREAM.data,
} as const

/** FLV's tag types are RTMP's message types. */
export const encodeMediaMessage = ({ type, timestampMs, body }: FlvTag): Buffer =>
  encodeMessage(
    { type, streamId: MEDIA_STREAM_ID, timestampMs, payload: body },
    MEDIA_CHUNK_STREAM[type],
    OUT_CHUNK_BYTES,
  )
