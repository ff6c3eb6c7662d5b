/** A decoded code. Phones send undocumented numbers: `unknown` is a normal result that is counted and logged. */
export type DecodedCode<Event extends string> =
  | { kind: 'known', event: Event }
  | { kind: 'unknown', code: number }

export function decodeCode<Event extends string>(
  code: number, toEvent: (code: number) => Event | undefined,
): DecodedCode<Event> {
  const event = toEvent(code)
  return event === undefined ? { kind: 'unknown', code } : { kind: 'known', event }
}

/** Counts of the codes of one component that its table does not contain. */
export interface UnknownCodes {
  readonly counts: ReadonlyMap<number, number>
  /** Count of the numbers beyond the limit of `counts`. */
  readonly others: number
}

export const NO_UNKNOWN_CODES: UnknownCodes = { counts: new Map(), others: 0 }

/** Limit of different unknown numbers, so that random codes of a phone cannot fill the memory. */
export const MOST_UNKNOWN_CODES = 50

/** `isNew`: log this code. True for each new number up to the limit, and for the first one beyond it. */
export function countUnknown({ counts, others }: UnknownCodes, code: number): { codes: UnknownCodes, isNew: boolean } {
  const count = counts.get(code)
  if (count === undefined && counts.size >= MOST_UNKNOWN_CODES) {
    return { codes: { counts, others: others + 1 }, isNew: others === 0 }
  }
  return { codes: { counts: new Map(counts).set(code, (count ?? 0) + 1), others }, isNew: count === undefined }
}
