/** The server can't start for a reason that the operator can change: `main.ts` prints the one line and exits with 1. */
export class StartError extends Error {
  constructor(line: string, options?: ErrorOptions) {
    super(line, options)
    this.name = 'StartError'
  }
}
