/** Returns a negative number when `a` is older than `b`. */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number)
  const right = b.split('.').map(Number)
  for (let n = 0; n < Math.max(left.length, right.length); n += 1) {
    const difference = (left[n] ?? 0) - (right[n] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

export const isAtLeast = (version: string, wanted: string): boolean => compareVersions(version, wanted) >= 0
