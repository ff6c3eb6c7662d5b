import { describe, expect, it } from 'vitest'
import { missingFor as missingInBrowser } from './missing.h5'
import { REQUIREMENTS, missingParts } from './required'
import type { LivePage } from './required'
import { LOWEST_VERSION } from './table'
import { compareVersions, parseVersion } from './version'

const missing = (version: string | undefined, page: LivePage) => missingParts({ version }, page)

describe('what a live page needs', () => {
  it('is complete in the lowest required version, which is no newer than that', () => {
    const versions = Object.values(REQUIREMENTS).map(({ since }) => since)
    const newest = [...versions].sort((a, b) => {
      const [one, other] = [parseVersion(a), parseVersion(b)]
      return one && other ? compareVersions(one, other) : NaN
    }).at(-1)
    expect(newest).toBe(LOWEST_VERSION)
    expect(missing(LOWEST_VERSION, 'teacher')).toEqual([])
    expect(missing(LOWEST_VERSION, 'student')).toEqual([])
  })

  it('is named part by part for an older WeChat', () => {
    expect(missing('2.6.9', 'teacher')).toEqual(['preview', 'controls', 'muting'])
    expect(missing('2.9.5', 'teacher')).toEqual(['muting'])
    expect(missing('2.9.5', 'student')).toEqual(['floating'])
    expect(missing('2.10.3-beta.1', 'student')).toEqual(['floating'])
  })

  it('is not missed in a newer WeChat, in one without a readable version, or in a browser', () => {
    for (const version of ['3.10.0', undefined, '', 'dev']) expect(missing(version, 'teacher')).toEqual([])
    expect(missingInBrowser('teacher')).toEqual([])
  })
})
