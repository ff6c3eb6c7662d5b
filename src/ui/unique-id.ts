let last = 0

/** An id for one element of one component instance, to tie labels and descriptions to it. */
export const uniqueId = (): string => `k${++last}`
