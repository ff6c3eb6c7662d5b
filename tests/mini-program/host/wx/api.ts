import { nextTask } from '../clock'

/** Argument of an API: the callbacks and the API's own fields. */
export interface CallOptions {
  success?: (result: object) => void
  fail?: (failure: object) => void
  complete?: (result: object) => void
  [field: string]: unknown
}

export type Api = (...args: never[]) => unknown

/** `fail` of an API: the text after `name:fail`, with WeChat's number if it has one. */
export class ApiFailure extends Error {
  readonly errno: number | undefined

  constructor(reason: string, errno?: number) {
    super(reason)
    this.errno = errno
  }
}

/**
 * Creates an API with `success`, `fail` and `complete` that answers later and never throws. Without callbacks it
 * returns a promise, as WeChat does since 2.10.2.
 */
export function asyncApi<O extends object>(
  name: string, run: (options: O) => object | undefined | Promise<object | undefined>,
) {
  return (given?: O & CallOptions): Promise<object> | undefined => {
    const options = given ?? ({} as O & CallOptions)
    const answered = (async () => {
      await nextTask()
      return { ...await run(options), errMsg: `${name}:ok` }
    })().catch((error: unknown) => {
      const { errno, message } = error as { errno?: number, message: string }
      const errMsg = `${name}:fail ${message}`
      throw Object.assign(new Error(errMsg), { errMsg, ...(errno === undefined ? {} : { errno, errCode: errno }) })
    })
    const { success, fail, complete } = options
    if (!success && !fail && !complete) return answered
    void answered.then(
      result => {
        success?.(result)
        complete?.(result)
      },
      (error: unknown) => {
        const { errMsg, errno, errCode } = error as { errMsg: string, errno?: number, errCode?: number }
        const failure = { errMsg, ...(errno === undefined ? {} : { errno, errCode }) }
        fail?.(failure)
        complete?.(failure)
      },
    ).catch(reportError)
    return undefined
  }
}
