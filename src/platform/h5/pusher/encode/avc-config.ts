/** The type of an H.264 NAL unit, from its first byte. */
const NAL_KIND = 0x1f
const SPS = 7

/** Offset of the first parameter set: version, profile, compatibility, level, length size, count, length. */
const FIRST_SET = 8

/** A parameter set starts with its type, and an SPS continues with the profile, which never equals the type. */
const isDoubled = (record: Uint8Array): boolean =>
  record.length > FIRST_SET + 2 && ((record[FIRST_SET] ?? 0) & NAL_KIND) === SPS
  && record[FIRST_SET + 1] === record[FIRST_SET] && record[FIRST_SET + 2] === record[1]

interface Sets { sets: Uint8Array[], next: number }

function readSets(record: Uint8Array, at: number, count: number): Sets {
  const sets: Uint8Array[] = []
  let next = at
  for (let n = 0; n < count; n += 1) {
    const length = (record[next] ?? 0) << 8 | (record[next + 1] ?? 0)
    sets.push(record.subarray(next + 2, next + 2 + length))
    next += 2 + length
  }
  return { sets, next }
}

const writeSet = (set: Uint8Array): number[] => [set.length >> 8, set.length & 0xff, ...set]

/**
 * The avcC record in the form that decoders accept (ISO 14496-15, 5.3.3.1). Firefox 153 with the system's x264 writes
 * the first byte of each parameter set twice and leaves the reserved bits empty; no other player reads that.
 */
export function repairAvcConfig(record: Uint8Array): Uint8Array {
  if (!isDoubled(record)) return record
  const sps = readSets(record, 6, (record[5] ?? 0) & 0x1f)
  const pps = readSets(record, sps.next + 1, record[sps.next] ?? 0)
  const [spsSets, ppsSets] = [sps, pps].map(({ sets }) => sets.map(set => set.subarray(1)))
  return Uint8Array.from([
    ...record.subarray(0, 4), (record[4] ?? 0) | 0xfc,
    0xe0 | (spsSets?.length ?? 0), ...(spsSets ?? []).flatMap(writeSet),
    ppsSets?.length ?? 0, ...(ppsSets ?? []).flatMap(writeSet),
  ])
}
