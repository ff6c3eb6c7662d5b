import { toCommandFailure } from '@/features/codes/command-failures'
import type { CommandFailure } from '@/features/codes/command-failures'

/** What a command of the ports rejects with: WeChat's `{ errMsg, errno? }`, as an error. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly errMsg: string
  /** WeChat's number for it, where it gave one (docs/reference/wechat-live-components.md, C10). */
  readonly errno?: number
  /** Its name; undefined for a number that we do not know, and for none. */
  readonly failure: CommandFailure | undefined

  constructor(errMsg: string, errno?: number) {
    super(errMsg)
    this.errMsg = errMsg
    if (errno !== undefined) this.errno = errno
    this.failure = toCommandFailure(errno)
  }
}

/** Undefined where a command failed for a reason without a number, or something else was thrown. */
export const failureOf = (error: unknown): CommandFailure | undefined => (error instanceof CommandError ? error.failure : undefined)

/** A refusal in WeChat's wording. */
export const refuse = (command: string, reason: string): CommandError => new CommandError(`${command}:fail ${reason}`)
