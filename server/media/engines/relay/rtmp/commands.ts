import { ProtocolError } from '../protocol-error'
import { decodeAmf } from './amf/amf0'
import { isAmfArray, isAmfObject } from './amf/amf-value'
import { MESSAGE_TYPE } from './message'
import type { AmfObject, AmfValue } from './amf/amf-value'
import type { RtmpMessage } from './message'

/** Commands for which the client only waits for a result, or a number, before it continues. */
const QUESTIONS = ['createStream', 'releaseStream', 'FCPublish', 'FCSubscribe', 'getStreamLength', '_checkbw'] as const
const GOODBYES = ['FCUnpublish', 'closeStream', 'deleteStream'] as const

type Question = (typeof QUESTIONS)[number]
type Goodbye = (typeof GOODBYES)[number]

export interface ConnectCommand {
  name: 'connect'
  transaction: number
  app: string
  /** 3: the client prefers AMF3. */
  objectEncoding: 0 | 3
  /** The codecs that a client of Enhanced RTMP offers. */
  fourCcList: readonly string[]
}

/** The supported commands; others that clients send (`pause`, `receiveAudio`) are `other`. */
export type RtmpCommand =
  | ConnectCommand
  | { name: Question, transaction: number }
  | { name: 'publish' | 'play', streamName: string }
  | { name: Goodbye }
  | { name: 'other' }

/** Enhanced RTMP has about ten codecs. */
const MAX_FOUR_CCS = 32

const isQuestion = (name: string): name is Question => QUESTIONS.some(question => question === name)
const isGoodbye = (name: string): name is Goodbye => GOODBYES.some(goodbye => goodbye === name)

function stringAt(values: AmfValue[], index: number): string {
  const value = values[index]
  if (typeof value !== 'string') throw new ProtocolError('command argument is not a string')
  return value
}

function transactionAt(values: AmfValue[]): number {
  const transaction = values[1]
  if (typeof transaction !== 'number') throw new ProtocolError('command without a transaction number')
  return transaction
}

function fourCcListOf(object: AmfObject): string[] {
  const list = object.get('fourCcList')
  if (!list || !isAmfArray(list)) return []
  return list.slice(0, MAX_FOUR_CCS).filter(fourCc => typeof fourCc === 'string').filter(fourCc => fourCc.length <= 4)
}

/** The object's other fields (`tcUrl`, `flashVer`) are not used. */
function readConnect(values: AmfValue[]): ConnectCommand {
  const object = values[2]
  const app = isAmfObject(object) ? object.get('app') : undefined
  if (!isAmfObject(object) || typeof app !== 'string') throw new ProtocolError('connect without an application')
  return {
    name: 'connect',
    transaction: transactionAt(values),
    app,
    objectEncoding: object.get('objectEncoding') === 3 ? 3 : 0,
    fourCcList: fourCcListOf(object),
  }
}

/** An AMF3 message is a format byte 0 and then AMF0, whose values may be AMF3. Some clients omit the byte. */
function amf0Start({ type, payload }: RtmpMessage): number {
  const isAmf3 = type === MESSAGE_TYPE.commandAmf3 || type === MESSAGE_TYPE.dataAmf3
  return isAmf3 && payload[0] === 0 ? 1 : 0
}

/** Throws `ProtocolError`. */
export function readCommand(message: RtmpMessage): RtmpCommand {
  const values = decodeAmf(message.payload, amf0Start(message))
  const name = stringAt(values, 0)
  if (name === 'connect') return readConnect(values)
  // Order: name, transaction, null, then the arguments.
  if (name === 'publish' || name === 'play') return { name, streamName: stringAt(values, 3) }
  if (isQuestion(name)) return { name, transaction: transactionAt(values) }
  return isGoodbye(name) ? { name } : { name: 'other' }
}

/** A data message as the body of an FLV tag. Its values may still be AMF3: `readMetadata` converts them to AMF0. */
export const scriptBodyOf = (message: RtmpMessage): Buffer => message.payload.subarray(amf0Start(message))
