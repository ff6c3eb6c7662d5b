/**
 * What a state asks for, as data: so "never a command while hidden" and "never two timers" are properties that a test can
 * prove. Entering a state ends the effect of the one before; `use-machine-effects.ts` performs them.
 */
export interface Effect<Command, Input> {
  /** In their order; the rest of them is dropped when the state is left. */
  commands: readonly Command[]
  /** At most one; it runs from when the state was entered. */
  timer?: { delayMs: number, input: Input }
}

/** What an effect depends on beside the state. */
export interface Circumstances {
  /** What the device says of its network. */
  isOnline: boolean
  /** The page is the one on screen, and WeChat is in front. */
  isShown: boolean
  /** Browsers take commands for a hidden page; WeChat refuses them with errno 102 or 1107003. */
  canCommandHidden: boolean
  /** iOS does not give the camera back to a running push after a call until it was paused. */
  isIos: boolean
}

/** Nothing may be asked of the component now. */
export const mayNotCommand = ({ isShown, canCommandHidden }: Circumstances): boolean => !isShown && !canCommandHidden
