import { AppError } from '../../kernel/http/errors/app-error'
import type { Caller } from '../../kernel/http/handlers'

/** A lesson as far as rights go. */
export interface LessonSubject {
  schoolId: string
  teacherId: string
  /** Whether the caller is in the lesson's class. */
  isClassMember: boolean
}

/**
 * What a role may do at all. Whether a thing exists for the caller is decided before, by the scope of the query:
 * what lies outside it is not found, never forbidden.
 */
const ROLE_RIGHTS = {
  'courses.list': ['admin'],
  'rooms.list': ['admin'],
  'teachers.list': ['admin'],
  'lessons.list': ['admin', 'teacher', 'student'],
  /** The lessons of another member. */
  'lessons.listOfMember': ['admin'],
  'lessons.plan': ['admin'],
} as const satisfies Record<string, readonly Caller['role'][]>

export type RoleAction = keyof typeof ROLE_RIGHTS

export function can(caller: Caller, action: RoleAction): boolean {
  const roles: readonly Caller['role'][] = ROLE_RIGHTS[action]
  return roles.includes(caller.role)
}

/** Throws `FORBIDDEN`. */
export function requireRight(caller: Caller, action: RoleAction): void {
  if (!can(caller, action)) throw new AppError('FORBIDDEN')
}

const LESSON_RIGHTS = {
  /** To know that the lesson exists: everybody else gets NOT_FOUND. */
  'lesson.see': (caller, lesson) => isOffice(caller, lesson) || isItsTeacher(caller, lesson) || lesson.isClassMember,
  'lesson.change': isOffice,
  'live.start': isItsTeacher,
  'live.stop': (caller, lesson) => isItsTeacher(caller, lesson) || isOffice(caller, lesson),
  'live.stats': (caller, lesson) => isItsTeacher(caller, lesson) || isOffice(caller, lesson),
  /** Costs the server bandwidth: only for who is going to send. */
  'live.probe': isItsTeacher,
  'live.watch': (caller, lesson) => isOffice(caller, lesson) || isItsTeacher(caller, lesson) || lesson.isClassMember,
  /** Whoever may watch may say how it went; of the pusher, only its teacher can. */
  'qos.reportPlayer': (caller, lesson) => isOffice(caller, lesson) || isItsTeacher(caller, lesson) || lesson.isClassMember,
  'qos.reportPusher': isItsTeacher,
  /** It names students and their networks: never for other students. */
  'qos.read': (caller, lesson) => isItsTeacher(caller, lesson) || isOffice(caller, lesson),
} as const satisfies Record<string, (caller: Caller, lesson: LessonSubject) => boolean>

export type LessonAction = keyof typeof LESSON_RIGHTS

export const canOnLesson = (caller: Caller, action: LessonAction, lesson: LessonSubject): boolean =>
  caller.schoolId === lesson.schoolId && LESSON_RIGHTS[action](caller, lesson)

function isOffice(caller: Caller, { schoolId }: LessonSubject): boolean {
  return caller.role === 'admin' && caller.schoolId === schoolId
}

function isItsTeacher(caller: Caller, { teacherId }: LessonSubject): boolean {
  return caller.role === 'teacher' && caller.memberId === teacherId
}
