import { toCommandFailure } from '@/features/codes/command-failures'
import type { CommandFailure } from '@/features/codes/command-failures'

/** The rejection of a port's command: WeChat's `{ errMsg, errno? }` as an error. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly errMsg: string
  /** WeChat's error number, if it sent one (docs/reference/wechat-live-components.md, C10). */
  readonly errno?: number
  /** The name of `errno`; undefined if the number is unknown or missing. */
  readonly failure: CommandFailure | undefined

  constructor(errMsg: string, errno?: number) {
    super(errMsg)
    this.errMsg = errMsg
    if (errno !== undefined) this.errno = errno
    this.failure = toCommandFailure(errno)
  }
}

/** Undefined if the failure has no number or is not a `CommandError`. */
export const failureOf = (error: unknown): CommandFailure | undefined =>
  (error instanceof CommandError ? error.failure : undefined)

/** A refusal with an `errMsg` in WeChat's format. */
export const refuse = (command: string, reason: string): CommandError => new CommandError(`${command}:fail ${reason}`)
