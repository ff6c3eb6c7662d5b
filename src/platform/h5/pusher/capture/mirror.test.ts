import { expect, test } from 'vitest'
import { LIVE_PUSHER_DEFAULTS } from '../../../live-pusher.defaults'
import type { LivePusherProps } from '../../../live-pusher.types'
import { isMirroredForStudents, isMirroredForTeacher } from './mirror'

const props = (changes: Partial<LivePusherProps>): LivePusherProps => ({ ...LIVE_PUSHER_DEFAULTS, ...changes })

test('students see things as they are, unless one of the two names of the mirror says otherwise', () => {
  expect(isMirroredForStudents(props({ localMirror: 'enable' }))).toBe(false)
  expect(isMirroredForStudents(props({ mirror: true }))).toBe(true)
  expect(isMirroredForStudents(props({ remoteMirror: true }))).toBe(true)
})

test.each([
  ['auto', 'front', true], ['auto', 'back', false], ['enable', 'back', true], ['disable', 'front', false],
] as const)('with %s the teacher sees the %s camera mirrored: %s', (localMirror, devicePosition, isMirrored) => {
  expect(isMirroredForTeacher(props({ localMirror, devicePosition, remoteMirror: true }))).toBe(isMirrored)
})
