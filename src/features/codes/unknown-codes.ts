/** Phones send undocumented numbers: an unknown code is a normal result, named where the number is counted and logged. */
export type DecodedCode<Event extends string> =
  | { kind: 'known', event: Event }
  | { kind: 'unknown', code: number }

export function decodeCode<Event extends string>(code: number, toEvent: (code: number) => Event | undefined): DecodedCode<Event> {
  const event = toEvent(code)
  return event === undefined ? { kind: 'unknown', code } : { kind: 'known', event }
}

/** What one component sent that its table does not know: how often, by number. */
export interface UnknownCodes {
  readonly counts: ReadonlyMap<number, number>
  /** Of the numbers that no longer fit into `counts`. */
  readonly others: number
}

export const NO_UNKNOWN_CODES: UnknownCodes = { counts: new Map(), others: 0 }

/** More different numbers than any component has codes: a phone that makes them up must not fill the memory. */
export const MOST_UNKNOWN_CODES = 50

/** `isNew`: to be logged. It was not counted before; a flood of ever new numbers ends with one more that is. */
export function countUnknown({ counts, others }: UnknownCodes, code: number): { codes: UnknownCodes, isNew: boolean } {
  const count = counts.get(code)
  if (count === undefined && counts.size >= MOST_UNKNOWN_CODES) return { codes: { counts, others: others + 1 }, isNew: others === 0 }
  return { codes: { counts: new Map(counts).set(code, (count ?? 0) + 1), others }, isNew: count === undefined }
}
