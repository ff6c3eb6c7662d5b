/** Mutations of the fuzzer's inputs. */

export type Random = () => number
type Literals = readonly (number | string)[]

/** mulberry32: small and reproducible, because the same seed gives the same numbers. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = state + 0x6D2B79F5 >>> 0
    let mixed = Math.imul(state ^ state >>> 15, state | 1)
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61)
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32
  }
}

const EXTREMES = [0, 1, 2, 3, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0xFFFF, 0xFFFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF]
/** Maximum size of an input; the connection-level tests cover the states that need a longer one. */
export const MAX_INPUT_BYTES = 8192

const below = (random: Random, count: number): number => Math.floor(random() * count)
const pick = <T>(random: Random, values: readonly T[]): T | undefined => values[below(random, values.length)]

function splice(input: Buffer, at: number, removed: number, inserted: Buffer): Buffer {
  return Buffer.concat([input.subarray(0, at), inserted, input.subarray(at + removed)])
}

function numberBytes(random: Random, value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes.subarray(below(random, 4))
}

/** One mutation. `others`: the corpus; `literals`: values that the code compares with. */
function change(input: Buffer, random: Random, others: readonly Buffer[], literals: Literals): Buffer {
  const at = below(random, input.length + 1)
  const length = 1 + below(random, Math.min(64, input.length + 1))
  switch (below(random, 10)) {
    case 0: {
      const flipped = Buffer.from(input)
      if (at < flipped.length) flipped[at] = (flipped[at] ?? 0) ^ 1 << below(random, 8)
      return flipped
    }
    case 1: return splice(input, at, 1, Buffer.of(below(random, 256)))
    case 2: {
      const bytes = numberBytes(random, pick(random, EXTREMES) ?? 0)
      return splice(input, at, bytes.length, bytes)
    }
    case 3: {
      const literal = pick(random, literals) ?? 0
      const bytes = typeof literal === 'string' ? Buffer.from(literal) : numberBytes(random, literal)
      return splice(input, at, random() < 0.5 ? bytes.length : 0, bytes)
    }
    case 4: return splice(input, at, length, Buffer.alloc(0))
    case 5: return splice(input, at, 0, Buffer.alloc(length, below(random, 256)))
    case 6: return splice(input, at, 0, input.subarray(at, at + length))
    case 7: {
      const from = below(random, input.length + 1)
      return splice(input, at, length, input.subarray(from, from + length))
    }
    case 8: {
      const other = pick(random, others) ?? input
      const from = below(random, other.length + 1)
      return splice(input, at, random() < 0.5 ? input.length : length, other.subarray(from, from + 512))
    }
    default: return input.subarray(0, at)
  }
}

export function mutate(input: Buffer, random: Random, others: readonly Buffer[], literals: Literals): Buffer {
  let mutated = input
  for (let left = 1 + below(random, 6); left > 0; left--) mutated = change(mutated, random, others, literals)
  return mutated.subarray(0, MAX_INPUT_BYTES)
}
