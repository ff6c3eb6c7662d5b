/** Version of a base library, in WeChat's format. */
export type Version = `${number}.${number}.${number}`

/** Major, minor, patch; a pre-release ranks just below its release. */
export interface ParsedVersion {
  numbers: readonly [number, number, number]
  isPrerelease: boolean
}

/** `2.10.3`, `v3.5`, `3.5.0-beta.1`, `3.5.0.77` (the build number is ignored). */
const PATTERN = /^\s*v?(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?(?:\.\d+)*(-[0-9a-z][0-9a-z.-]*)?\s*$/i

/** `undefined` for anything that is not a version: simulators and old clients send arbitrary values. */
export function parseVersion(text: unknown): ParsedVersion | undefined {
  const found = typeof text === 'string' ? PATTERN.exec(text) : null
  if (!found) return undefined
  const [, major, minor, patch = '0', prerelease] = found
  return { numbers: [Number(major), Number(minor), Number(patch)], isPrerelease: prerelease !== undefined }
}

/** Negative: `a` is older. Compares numerically: 2.10 is newer than 2.9. */
export function compareVersions(a: ParsedVersion, b: ParsedVersion): number {
  for (const i of [0, 1, 2] as const) {
    const difference = a.numbers[i] - b.numbers[i]
    if (difference !== 0) return difference
  }
  return Number(b.isPrerelease) - Number(a.isPrerelease)
}
