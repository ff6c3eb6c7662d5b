/** MPEG transport stream packets. Source: ISO/IEC 13818-1, sections 2.4.3 and 2.4.4. */

export const TS_PACKET_BYTES = 188
const SYNC = 0x47
const HEADER_BYTES = 4
const PAYLOAD_BYTES = TS_PACKET_BYTES - HEADER_BYTES

const PID = { pat: 0, pmt: 0x1000, video: 0x100, audio: 0x101 } as const
const STREAM_TYPE = { video: 0x1B, audio: 0x0F } as const
const STREAM_ID = { video: 0xE0, audio: 0xC0 } as const
const TABLE = { pat: 0x00, pmt: 0x02 } as const
const PROGRAM = 1

const ADAPTATION = 0x20
const PAYLOAD = 0x10
const UNIT_START = 0x40
const RANDOM_ACCESS = 0x40
const HAS_PCR = 0x10

/** 33 bits at 90 kHz: wraps after 26.5 hours, as players expect. */
const CLOCK_MODULO = 2 ** 33
const TICKS_A_MS = 90
/** Frames are due this long after their clock reference, so that they are never late for it. */
const LEAD_MS = 500

export type TsTrack = 'video' | 'audio'

interface PesUnit {
  track: TsTrack
  /** On the viewers' timeline. */
  dtsMs: number
  ptsMs: number
  isKeyframe: boolean
  payload: Buffer
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let crc = index << 24
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? crc << 1 ^ 0x04C11DB7 : crc << 1
  return crc >>> 0
})

const crc32 = (bytes: Buffer): number =>
  bytes.reduce((crc, byte) => (crc << 8 ^ (CRC_TABLE[(crc >>> 24 ^ byte) & 0xFF] ?? 0)) >>> 0, 0xFFFFFFFF)

function section(table: number, id: number, content: Buffer): Buffer {
  const head = Buffer.from([table, 0, 0, 0, id, 0xC1, 0, 0])
  head.writeUInt16BE(0xB000 | 5 + content.length + 4, 1)
  const body = Buffer.concat([head, content])
  const crc = Buffer.alloc(4)
  crc.writeUInt32BE(crc32(body))
  return Buffer.concat([Buffer.of(0), body, crc])
}

const uint16 = (value: number): Buffer => Buffer.of(value >> 8, value & 0xFF)

const pat = (): Buffer => section(TABLE.pat, 1, Buffer.concat([uint16(PROGRAM), uint16(0xE000 | PID.pmt)]))

function pmt(tracks: readonly TsTrack[]): Buffer {
  const clock = tracks.includes('video') ? PID.video : PID.audio
  const entries = tracks.map(track =>
    Buffer.concat([Buffer.of(STREAM_TYPE[track]), uint16(0xE000 | PID[track]), uint16(0xF000)]))
  return section(TABLE.pmt, PROGRAM, Buffer.concat([uint16(0xE000 | clock), uint16(0xF000), ...entries]))
}

const ticksOf = (ms: number): number => Math.round(ms * TICKS_A_MS) % CLOCK_MODULO

/** PTS or DTS in five bytes: 3 + 15 + 15 bits between markers. */
function stamp(prefix: number, ms: number): Buffer {
  const ticks = ticksOf(ms + LEAD_MS)
  const high = Math.floor(ticks / 2 ** 30)
  return Buffer.concat([
    Buffer.of(prefix << 4 | high << 1 | 1),
    uint16((Math.floor(ticks / 2 ** 15) & 0x7FFF) << 1 | 1),
    uint16((ticks & 0x7FFF) << 1 | 1),
  ])
}

function pesHeader({ track, dtsMs, ptsMs, payload }: PesUnit): Buffer {
  const hasDts = ptsMs !== dtsMs
  const stamps = hasDts ? [stamp(0b0011, ptsMs), stamp(0b0001, dtsMs)] : [stamp(0b0010, ptsMs)]
  const stampBytes = stamps.length * 5
  // Pictures may be longer than the field allows: 0 means "until the next one".
  const length = 3 + stampBytes + payload.length
  const head = Buffer.concat([
    Buffer.of(0, 0, 1, STREAM_ID[track]), uint16(track === 'video' || length > 0xFFFF ? 0 : length),
    Buffer.of(0x80, hasDts ? 0xC0 : 0x80, stampBytes),
  ])
  return Buffer.concat([head, ...stamps])
}

function clockReference(ms: number): Buffer {
  const ticks = ticksOf(ms)
  const bytes = Buffer.alloc(6)
  bytes.writeUInt32BE(Math.floor(ticks / 2), 0)
  bytes[4] = (ticks & 1) << 7 | 0x7E
  return bytes
}

/** Writes packets and counts them per PID, across segments. */
export class TsPacketWriter {
  readonly #counters = new Map<number, number>()

  /** The tables that begin each segment. */
  tables(tracks: readonly TsTrack[]): Buffer {
    return Buffer.concat([this.#table(PID.pat, pat()), this.#table(PID.pmt, pmt(tracks))])
  }

  /** `carriesClock`: the unit belongs to the track that players take their clock from. */
  unit(unit: PesUnit, carriesClock: boolean): Buffer {
    const pid = PID[unit.track]
    const bytes = Buffer.concat([pesHeader(unit), unit.payload])
    const packets: Buffer[] = []
    for (let offset = 0; offset < bytes.length;) {
      const isFirst = offset === 0
      const fields = isFirst ? this.#fields(unit, carriesClock) : undefined
      const room = PAYLOAD_BYTES - (fields ? fields.length + 1 : 0)
      const piece = bytes.subarray(offset, offset + room)
      packets.push(this.#packet(pid, isFirst, fields, piece))
      offset += piece.length
    }
    return Buffer.concat(packets)
  }

  #fields({ dtsMs, isKeyframe }: PesUnit, carriesClock: boolean): Buffer | undefined {
    if (!carriesClock && !isKeyframe) return undefined
    const flags = (isKeyframe ? RANDOM_ACCESS : 0) | (carriesClock ? HAS_PCR : 0)
    return Buffer.concat([Buffer.of(flags), carriesClock ? clockReference(dtsMs) : Buffer.alloc(0)])
  }

  #table(pid: number, content: Buffer): Buffer {
    return this.#packet(
      pid,
      true,
      undefined,
      Buffer.concat([content, Buffer.alloc(PAYLOAD_BYTES - content.length, 0xFF)]),
    )
  }

  /** The adaptation field fills the packet up to 188 bytes. */
  #packet(pid: number, isFirst: boolean, fields: Buffer | undefined, payload: Buffer): Buffer {
    const packet = Buffer.alloc(TS_PACKET_BYTES, 0xFF)
    const fieldBytes = PAYLOAD_BYTES - payload.length
    const counter = this.#counters.get(pid) ?? 0
    this.#counters.set(pid, counter + 1 & 0x0F)
    packet[0] = SYNC
    packet.writeUInt16BE((isFirst ? UNIT_START << 8 : 0) | pid, 1)
    packet[3] = (fieldBytes > 0 ? ADAPTATION : 0) | PAYLOAD | counter
    if (fieldBytes > 0) packet[HEADER_BYTES] = fieldBytes - 1
    if (fieldBytes > 1) packet[HEADER_BYTES + 1] = 0
    fields?.copy(packet, HEADER_BYTES + 1)
    payload.copy(packet, TS_PACKET_BYTES - payload.length)
    return packet
  }
}
