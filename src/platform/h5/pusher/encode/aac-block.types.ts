export interface AacSettings {
  sampleRateHz: number
  bitrateKbps: number
}

/** An encoder that returns one frame per block of samples, in order. */
export interface BlockEncoder {
  /** Takes the samples of one frame: one channel, -1 to 1. */
  encode: (samples: Float32Array<ArrayBuffer>, timestampMs: number) => void
  close: () => void
}

export interface BlockHandlers {
  /** One raw AAC frame. */
  onFrame: (data: Uint8Array) => void
  onError: (error: unknown) => void
}
