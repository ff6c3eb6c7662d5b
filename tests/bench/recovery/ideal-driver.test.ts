import { expect, test } from 'vitest'
import { idealDriver } from './ideal-driver'
import { planIncidents } from './incidents'
import { UNRELIABLE } from './world/reliability'
import { StudentClass } from './student-class'
import { TeacherClass } from './teacher-class'

const CLASSES = 50
const seeds = Array.from({ length: CLASSES }, (_, at) => at + 1)

test('the world lets every teacher come back who sees it as it is', () => {
  const lost = seeds.filter(seed => {
    const given: TeacherClass = new TeacherClass(
      { seed, reliability: UNRELIABLE }, planIncidents('pusher', seed),
      parts => idealDriver(parts, () => ({ isFlowing: given.component.isFlowing, isPossible: given.isPossible }), {
        ask: () => parts.server.start('phone'),
        restart: ticket => {
          parts.rebuild()
          const component = parts.component()
          component.url = ticket
          component.start(() => {})
        },
      }),
    )
    return !given.play().isBack
  })
  expect(lost).toEqual([])
})

test('the world lets every student come back who sees it as it is', () => {
  const lost = seeds.filter(seed => {
    const given: StudentClass = new StudentClass(
      { seed, reliability: UNRELIABLE }, planIncidents('player', seed),
      parts => idealDriver(parts, () => ({ isFlowing: given.component.isMoving, isPossible: given.isPossible }), {
        ask: () => parts.server.watch(),
        restart: ticket => {
          parts.rebuild()
          parts.component().setSrc(ticket)
        },
      }),
    )
    given.world.clock.after(0, () => given.driver.press())
    return !given.play().isBack
  })
  expect(lost).toEqual([])
})
