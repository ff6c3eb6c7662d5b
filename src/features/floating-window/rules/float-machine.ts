/**
 * Place of the player of the watched class.
 * Only one player exists: the page that was shown last has it, and the previous owner ends.
 * On H5 the floating window belongs to the app and outlives its page. In WeChat it belongs to the platform, which keeps
 * its page and reports when it opens and closes (docs/reference/wechat-live-components.md, C7).
 */
import { assertNever } from '@contract/kernel/assert-never'

/** Unique number of a page on the stack: the same lesson may be open twice. */
export type PageNumber = number

export type FloatState =
  | { phase: 'nowhere' }
  | { phase: 'on-page', page: PageNumber, lessonId: string }
  | { phase: 'floating', page: PageNumber, lessonId: string, isPageGone: boolean }
  /** Other pages cover its page, and no window shows the class. */
  | { phase: 'behind', page: PageNumber, lessonId: string }

export type FloatInput =
  | { type: 'pageShown', page: PageNumber, lessonId: string }
  /** The page is covered, or gone if `isGone`. `floats`: the app's own window takes the player. */
  | { type: 'pageLeft', page: PageNumber, isGone: boolean, floats: boolean }
  /** The platform's window has opened. */
  | { type: 'windowOpened', page: PageNumber }
  /** Closed by the user, by the platform, or at the end of the class. */
  | { type: 'windowClosed' }
  /** The class floated before the app was reloaded. */
  | { type: 'resumed', lessonId: string }

type PlacedState = Exclude<FloatState, { phase: 'nowhere' }>

export const NOWHERE: FloatState = { phase: 'nowhere' }

/** Page number of a window that is restored without a page. */
export const NO_PAGE: PageNumber = 0

export function stepFloat(state: FloatState, input: FloatInput): FloatState {
  switch (input.type) {
    case 'pageShown': return onShown(state, input.page, input.lessonId)
    case 'pageLeft': return isAt(state, input.page) ? onLeft(state, input) : state
    case 'windowOpened':
      if (state.phase !== 'on-page' && state.phase !== 'behind') return state
      return state.page === input.page
        ? { phase: 'floating', page: state.page, lessonId: state.lessonId, isPageGone: false }
        : state
    case 'windowClosed':
      if (state.phase !== 'floating') return state
      return state.isPageGone ? NOWHERE : { phase: 'behind', page: state.page, lessonId: state.lessonId }
    case 'resumed':
      return state.phase === 'nowhere'
        ? { phase: 'floating', page: NO_PAGE, lessonId: input.lessonId, isPageGone: true }
        : state
    default: return assertNever(input)
  }
}

/** This page has the player, on the page itself or in its window. */
export const isAt = (state: FloatState, page: PageNumber): state is PlacedState =>
  state.phase !== 'nowhere' && state.page === page

function onShown(state: FloatState, page: PageNumber, lessonId: string): FloatState {
  const isSame = state.phase === 'on-page' && state.page === page && state.lessonId === lessonId
  return isSame ? state : { phase: 'on-page', page, lessonId }
}

function onLeft(
  { page, lessonId, phase }: PlacedState, { isGone, floats }: FloatInput & { type: 'pageLeft' },
): FloatState {
  // A closed window does not reopen when its page is gone.
  if (floats && phase !== 'behind') return { phase: 'floating', page, lessonId, isPageGone: isGone }
  if (isGone) return NOWHERE
  // WeChat may report its window before the hidden page.
  return phase === 'floating' ? { phase, page, lessonId, isPageGone: false } : { phase: 'behind', page, lessonId }
}
