/** Objects and ECMA arrays are maps, so that a key such as `__proto__` has no special meaning. */
export type AmfObject = ReadonlyMap<string, AmfValue>
export type AmfValue = number | boolean | string | null | undefined | Date | AmfObject | readonly AmfValue[]

/** Shorthand for `{ a: 1 }` as an AMF object. */
export const amfObject = (properties: Readonly<Record<string, AmfValue>>): AmfObject =>
  new Map(Object.entries(properties))

export const isAmfObject = (value: AmfValue): value is AmfObject => value instanceof Map
export const isAmfArray = (value: AmfValue): value is readonly AmfValue[] => Array.isArray(value)
