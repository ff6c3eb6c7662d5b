/**
 * Where the one picture of a watched class is. One player is alive at a time: the page that was shown last has it, and
 * whoever had it before ends. On H5 the floating window is ours and outlives its page; in WeChat it is the platform's, which
 * keeps the page for it and tells when it opens and closes (docs/reference/wechat-live-components.md, C7).
 */
import { assertNever } from '@contract/kernel/assert-never'

/** A page on the stack, by a number of its own: the same lesson may lie there twice. */
export type PageNumber = number

export type FloatState =
  | { phase: 'nowhere' }
  | { phase: 'on-page', page: PageNumber, lessonId: string }
  | { phase: 'floating', page: PageNumber, lessonId: string, isPageGone: boolean }
  /** Its page lies under others, and no window shows it. */
  | { phase: 'behind', page: PageNumber, lessonId: string }

export type FloatInput =
  | { type: 'pageShown', page: PageNumber, lessonId: string }
  /** Another page lies over it, or it is gone; `floats`: our own window takes the picture. */
  | { type: 'pageLeft', page: PageNumber, isGone: boolean, floats: boolean }
  /** The platform's window. */
  | { type: 'windowOpened', page: PageNumber }
  /** By a person, by the platform, or because the class is over. */
  | { type: 'windowClosed' }
  /** A class that floated before the app was loaded again. */
  | { type: 'resumed', lessonId: string }

export const NOWHERE: FloatState = { phase: 'nowhere' }

/** The page of a window that was there before its page. */
export const NO_PAGE: PageNumber = 0

export function stepFloat(state: FloatState, input: FloatInput): FloatState {
  switch (input.type) {
    case 'pageShown': return onShown(state, input.page, input.lessonId)
    case 'pageLeft': return isAt(state, input.page) ? onLeft(state, input) : state
    case 'windowOpened':
      if (state.phase !== 'on-page' && state.phase !== 'behind') return state
      return state.page === input.page ? { phase: 'floating', page: state.page, lessonId: state.lessonId, isPageGone: false } : state
    case 'windowClosed':
      if (state.phase !== 'floating') return state
      return state.isPageGone ? NOWHERE : { phase: 'behind', page: state.page, lessonId: state.lessonId }
    case 'resumed':
      return state.phase === 'nowhere' ? { phase: 'floating', page: NO_PAGE, lessonId: input.lessonId, isPageGone: true } : state
    default: return assertNever(input)
  }
}

/** Whether the picture is this page's, wherever it is seen now. */
export const isAt = (state: FloatState, page: PageNumber): state is Exclude<FloatState, { phase: 'nowhere' }> =>
  state.phase !== 'nowhere' && state.page === page

function onShown(state: FloatState, page: PageNumber, lessonId: string): FloatState {
  const isSame = state.phase === 'on-page' && state.page === page && state.lessonId === lessonId
  return isSame ? state : { phase: 'on-page', page, lessonId }
}

function onLeft({ page, lessonId, phase }: Exclude<FloatState, { phase: 'nowhere' }>, { isGone, floats }: FloatInput & { type: 'pageLeft' }): FloatState {
  // A window that was closed does not come back when its page goes.
  if (floats && phase !== 'behind') return { phase: 'floating', page, lessonId, isPageGone: isGone }
  if (isGone) return NOWHERE
  // WeChat may tell of its window before it tells that the page is hidden.
  return phase === 'floating' ? { phase, page, lessonId, isPageGone: false } : { phase: 'behind', page, lessonId }
}
