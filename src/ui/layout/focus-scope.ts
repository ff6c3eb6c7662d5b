/** Ends the scope and gives the focus back to where it was. */
export type LeaveFocusScope = () => void

/** WeChat moves no focus; the browser's twin is focus-scope.h5.ts. */
export function enterFocusScope(_elementId: string, _onEscape: () => void): LeaveFocusScope {
  return () => {}
}
