/** RTMP 1.0, sections 5.4 (control) and 7.1 (commands and media). */
export const MESSAGE_TYPE = {
  setChunkSize: 1,
  abort: 2,
  acknowledgement: 3,
  userControl: 4,
  windowAckSize: 5,
  setPeerBandwidth: 6,
  audio: 8,
  video: 9,
  dataAmf3: 15,
  commandAmf3: 17,
  data: 18,
  command: 20,
  aggregate: 22,
} as const

export interface RtmpMessage {
  /** Numbers that `MESSAGE_TYPE` does not list are legal and ignored. */
  type: number
  /** The message stream: 0 for the connection, the number given by `createStream` for media. */
  streamId: number
  /** Milliseconds modulo 2³². */
  timestampMs: number
  payload: Buffer
}

/** The events of `userControl` messages that the relay uses; section 7.1.7. */
export const USER_CONTROL = { streamBegin: 0, streamEof: 1, pingRequest: 6, pingResponse: 7 } as const
