import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareVersions, parseVersion } from './version'

const isOlder = (a: string, b: string) => {
  const [left, right] = [parseVersion(a), parseVersion(b)]
  if (!left || !right) throw new Error(`${a} or ${b} is not a version`)
  return compareVersions(left, right) < 0
}

test.each([
  ['2.9.1', '2.10.0'], ['1.9.90', '2.0.0'], ['2.10.3', '2.10.30'], ['3.5', '3.5.1'],
  ['2.10.3-beta.2', '2.10.3'], ['2.10.2', '2.10.3-beta.2'],
])('%s is older than %s', (older, younger) => {
  expect(isOlder(older, younger)).toBe(true)
  expect(isOlder(younger, older)).toBe(false)
})

test.each(['v3.5.0', '3.5.0', ' 3.5.0\n', '3.5', '3.5.0.1178'])('reads %j as 3.5.0', text => {
  expect(parseVersion(text)).toEqual({ numbers: [3, 5, 0], isPrerelease: false })
})

test.each([
  '', '3', 'dev', '3.x.0', '-1.0.0', '3..0', '3.5.0 (build 7)', '9'.repeat(400) + '.0.0', '1e3.0.0', undefined, null,
  3.5, {}, ['3.5.0'],
])(
  '%j is no version',
  text => { expect(parseVersion(text)).toBeUndefined() },
)

test('throws for no input', () => {
  fc.assert(fc.property(fc.oneof(fc.anything(), fc.string()), text => { parseVersion(text) }))
})

test('the order of versions is total', () => {
  const version = fc.record({
    numbers: fc.tuple(fc.nat(40), fc.nat(40), fc.nat(90)),
    isPrerelease: fc.boolean(),
  })
  fc.assert(fc.property(version, version, version, (a, b, c) => {
    expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0)
    if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) expect(compareVersions(a, c)).toBeLessThanOrEqual(0)
  }))
})
