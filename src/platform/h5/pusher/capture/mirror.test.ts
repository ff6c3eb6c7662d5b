import { expect, test } from 'vitest'
import { LIVE_PUSHER_DEFAULTS } from '../../../live-pusher.defaults'
import type { LivePusherProps } from '../../../live-pusher.types'
import { isMirroredForStudents, isMirroredForTeacher } from './mirror'

const props = (changes: Partial<LivePusherProps>): LivePusherProps => ({ ...LIVE_PUSHER_DEFAULTS, ...changes })

test('mirrors for students only if one of the two mirror attributes is set', () => {
  expect(isMirroredForStudents(props({ localMirror: 'enable' }))).toBe(false)
  expect(isMirroredForStudents(props({ mirror: true }))).toBe(true)
  expect(isMirroredForStudents(props({ remoteMirror: true }))).toBe(true)
})

test.each([
  ['auto', 'front', true], ['auto', 'back', false], ['enable', 'back', true], ['disable', 'front', false],
] as const)('%s: the preview of the %s camera is mirrored: %s', (localMirror, devicePosition, isMirrored) => {
  expect(isMirroredForTeacher(props({ localMirror, devicePosition, remoteMirror: true }))).toBe(isMirrored)
})
