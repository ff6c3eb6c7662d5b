/** The server cannot start for a reason that the operator can fix: `main.ts` prints the line and exits with 1. */
export class StartError extends Error {
  constructor(line: string, options?: ErrorOptions) {
    super(line, options)
    this.name = 'StartError'
  }
}
