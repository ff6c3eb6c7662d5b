/** What a command of the ports rejects with: WeChat's `{ errMsg, errno? }`, as an error. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly errMsg: string
  /** WeChat's number for it (reference C10), where it gave one. */
  readonly errno?: number

  constructor(errMsg: string, errno?: number) {
    super(errMsg)
    this.errMsg = errMsg
    if (errno !== undefined) this.errno = errno
  }
}

/** A refusal in WeChat's wording. */
export const refuse = (command: string, reason: string): CommandError => new CommandError(`${command}:fail ${reason}`)
