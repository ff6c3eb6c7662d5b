/** Ends the scope and returns the focus to its previous element. */
export type LeaveFocusScope = () => void

/** WeChat has no focus to move; the browser's twin is focus-scope.h5.ts. */
export function enterFocusScope(_elementId: string, _onEscape: () => void): LeaveFocusScope {
  return () => {}
}
