/** The part of AMF0 that an FLV `onMetaData` tag needs: strings, numbers and one level of keys. */

const encoder = new TextEncoder()

const AMF_NUMBER = 0x00
const AMF_STRING = 0x02
const AMF_ECMA_ARRAY = 0x08
const AMF_OBJECT_END = 0x09

const uint16 = (value: number) => [value >> 8 & 0xff, value & 0xff]
const uint32 = (value: number) => [...uint16(value >>> 16), ...uint16(value)]

/** A name without its type: keys of an object. */
function amfKey(text: string): number[] {
  const bytes = encoder.encode(text)
  return [...uint16(bytes.length), ...bytes]
}

function amfNumber(value: number): number[] {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setFloat64(0, value)
  return [AMF_NUMBER, ...bytes]
}

/** `name` followed by an ECMA array of numbers, as players expect script data. */
export function amfScript(name: string, numbers: Readonly<Record<string, number>>): Uint8Array {
  const entries = Object.entries(numbers)
  return Uint8Array.from([
    AMF_STRING, ...amfKey(name),
    AMF_ECMA_ARRAY, ...uint32(entries.length),
    ...entries.flatMap(([key, value]) => [...amfKey(key), ...amfNumber(value)]),
    ...uint16(0), AMF_OBJECT_END,
  ])
}
