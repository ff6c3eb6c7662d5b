import { nextTask } from '../clock'

/** What an API is called with; its own fields beside the callbacks. */
export interface CallOptions {
  success?: (result: object) => void
  fail?: (failure: object) => void
  complete?: (result: object) => void
  [field: string]: unknown
}

export type Api = (...args: never[]) => unknown

/** `fail` of an API: what comes after `name:fail`, with WeChat's number where it has one. */
export class ApiFailure extends Error {
  readonly errno: number | undefined

  constructor(reason: string, errno?: number) {
    super(reason)
    this.errno = errno
  }
}

/**
 * An API with `success`, `fail` and `complete`, which answers later and never throws; a promise for callers without
 * callbacks, as WeChat's are since 2.10.2.
 */
export function asyncApi<O extends object>(name: string, run: (options: O) => object | undefined | Promise<object | undefined>) {
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
