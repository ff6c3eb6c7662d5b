let last = 0

/** An id for one element of one component instance, for labels and descriptions. */
export const uniqueId = (): string => `k${++last}`
