/**
 * The effect of a state as data, so that a test can prove properties such as "never a command while hidden" and "never
 * two timers". A new state ends the effect of the previous one. `use-machine-effects.ts` performs the effects.
 */
export interface Effect<Command, Input> {
  /** Run in order; the remaining ones are dropped when the state changes. */
  commands: readonly Command[]
  /** At most one; it starts when the state is entered. */
  timer?: { delayMs: number, input: Input }
}

/** Inputs of an effect besides the state. */
export interface Circumstances {
  /** The device reports a network. */
  isOnline: boolean
  /** The page is on screen, and WeChat is in the foreground. */
  isShown: boolean
  /** Browsers accept commands for a hidden page; WeChat refuses them with errno 102 or 1107003. */
  canCommandHidden: boolean
  /** After a call, iOS returns the camera to a running push only after a pause. */
  isIos: boolean
  /** The server answers; false: its last word may be old. */
  isServerHeard?: boolean
}

/** Whether the component accepts no commands now. */
export const mayNotCommand = ({ isShown, canCommandHidden }: Circumstances): boolean => !isShown && !canCommandHidden

/**
 * Key of a state's effect. A new key starts the effect again. The server's word and a first report of the component are
 * not part of it: they start no command and no timer again, unless they change the effect.
 */
export const effectKey = (state: object): string => JSON.stringify({ ...state, server: undefined, isHeard: undefined })
