/**
 * The core of authorisation. Each module's `policy.ts` lists its actions with the rules from here; its routes ask that
 * policy. Outside a caller's scope things do not exist (`NOT_FOUND`); inside it, a policy decides whether an action is
 * allowed.
 */
import type { Role } from '../../contract'
import { AppError } from './http/errors/app-error'

/** The member who sends a request, from a verified access token. */
export interface Caller {
  memberId: string
  schoolId: string
  role: Role
}

/** Anything that belongs to one school. A caller is one too: it stands for the caller's own school. */
interface InSchool {
  schoolId: string
}

/** A lesson as far as rights go. */
export interface LessonSubject extends InSchool {
  teacherId: string
  /** Whether the caller is a student of the lesson's class. */
  isClassMember: boolean
}

export type Rule<Subject extends InSchool> = (caller: Caller, subject: Subject) => boolean

export interface Policy<Action extends string, Subject extends InSchool> {
  allows(caller: Caller, action: Action, subject: Subject): boolean
  /** Throws `FORBIDDEN`. */
  require(caller: Caller, action: Action, subject: Subject): void
}

/** Nothing is allowed across schools, whatever the rule says. */
export function definePolicy<Action extends string, Subject extends InSchool>(
  rules: Readonly<Record<Action, Rule<Subject>>>,
): Policy<Action, Subject> {
  const allows: Policy<Action, Subject>['allows'] = (caller, action, subject) =>
    caller.schoolId === subject.schoolId && rules[action](caller, subject)
  return {
    allows,
    require(caller, action, subject) {
      if (!allows(caller, action, subject)) throw new AppError('FORBIDDEN')
    },
  }
}

export const anyOf = <Subject extends InSchool>(...rules: Rule<Subject>[]): Rule<Subject> =>
  (caller, subject) => rules.some(rule => rule(caller, subject))

export const hasRole = (...roles: Role[]): Rule<InSchool> => ({ role }) => roles.includes(role)

export const isOffice = hasRole('admin')

export const isSelf: Rule<InSchool & { memberId: string }> = (caller, { memberId }) => caller.memberId === memberId

export const isItsTeacher: Rule<LessonSubject> = ({ role, memberId }, { teacherId }) =>
  role === 'teacher' && memberId === teacherId

export const isClassMember: Rule<LessonSubject> = (_caller, lesson) => lesson.isClassMember

/** Everyone for whom the lesson exists. */
export const belongsToLesson = anyOf(isOffice, isItsTeacher, isClassMember)
