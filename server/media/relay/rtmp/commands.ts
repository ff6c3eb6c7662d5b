import { ProtocolError } from '../protocol-error'
import { decodeAmf } from './amf0'
import { MESSAGE_TYPE } from './message'
import type { AmfValue } from './amf0'
import type { RtmpMessage } from './message'

/** The commands that mean something here; what else clients say (`getStreamLength`, `_checkbw`) is `other`. */
export type RtmpCommand =
  | { name: 'connect', transaction: number, app: string }
  | { name: 'createStream', transaction: number }
  /** Announcements of encoders that only want to hear a yes. */
  | { name: 'releaseStream' | 'FCPublish', transaction: number }
  | { name: 'publish' | 'play', streamName: string }
  | { name: 'FCUnpublish' | 'closeStream' | 'deleteStream' }
  | { name: 'other' }

function stringAt(values: AmfValue[], index: number): string {
  const value = values[index]
  if (typeof value !== 'string') throw new ProtocolError('command argument is not a string')
  return value
}

function appOf(commandObject: AmfValue): string {
  const app = commandObject instanceof Map ? (commandObject.get('app') as AmfValue) : undefined
  if (typeof app !== 'string') throw new ProtocolError('connect without an application')
  return app
}

function transactionAt(values: AmfValue[]): number {
  const transaction = values[1]
  if (typeof transaction !== 'number') throw new ProtocolError('command without a transaction number')
  return transaction
}

/** Throws `ProtocolError`. An AMF3 command is one byte of format and, from every encoder known, AMF0 after it. */
export function readCommand(message: RtmpMessage): RtmpCommand {
  const values = decodeAmf(message.payload, message.type === MESSAGE_TYPE.commandAmf3 ? 1 : 0)
  const name = stringAt(values, 0)
  switch (name) {
    case 'connect': return { name, transaction: transactionAt(values), app: appOf(values[2]) }
    case 'createStream':
    case 'releaseStream':
    case 'FCPublish': return { name, transaction: transactionAt(values) }
    // name, transaction, null, then the arguments.
    case 'publish':
    case 'play': return { name, streamName: stringAt(values, 3) }
    case 'FCUnpublish':
    case 'closeStream':
    case 'deleteStream': return { name }
    default: return { name: 'other' }
  }
}
