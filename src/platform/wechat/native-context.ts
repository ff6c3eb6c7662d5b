import { CommandError, refuse } from '../command-error'

export interface NativeSnapshot { tempImagePath: string, width: number, height: number }

interface NativeCallbacks {
  success: (result: unknown) => void
  fail: (error: unknown) => void
}

/**
 * A component's context seen as a bag of commands: the typings know about half of them, and an old WeChat lacks the
 * newer ones.
 */
export type NativeContext = Readonly<Record<string, unknown>>

type NativeCommand = (options: object & NativeCallbacks) => void

function toCommandError(error: unknown, command: string): CommandError {
  if (typeof error !== 'object' || error === null || !('errMsg' in error)) return refuse(command, String(error))
  const errno = 'errno' in error && typeof error.errno === 'number' ? error.errno : undefined
  return new CommandError(String(error.errMsg), errno)
}

/** Runs one command of a context; rejects with a `CommandError`, also where this WeChat does not have the command. */
export function callNative(context: NativeContext | undefined, command: string, options: object = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const run = context?.[command]
    if (typeof run !== 'function') {
      reject(refuse(command, context ? 'not supported by this version' : 'component is gone'))
      return
    }
    (run as NativeCommand).call(context, {
      ...options,
      success: resolve,
      fail: error => reject(toCommandError(error, command)),
    })
  })
}

/** Runs a command that answers at once, without callbacks. */
export async function callNativeNow(context: NativeContext | undefined, command: string, ...values: unknown[]): Promise<unknown> {
  const run = context?.[command]
  if (typeof run !== 'function') throw refuse(command, context ? 'not supported by this version' : 'component is gone')
  try {
    return (run as (...values: unknown[]) => unknown).apply(context, values)
  } catch (error) {
    throw toCommandError(error, command)
  }
}

/** As with a snapshot, text by the typings. */
export function toMaxZoom(result: unknown): number {
  const maxZoom = Number((result as { maxZoom?: unknown } | undefined)?.maxZoom)
  if (Number.isFinite(maxZoom)) return maxZoom
  throw refuse('getMaxZoom', 'not a number')
}

/** WeChat's typings say that width and height are text, phones send numbers: both are read. */
export function toNativeSnapshot(result: unknown): NativeSnapshot {
  const { tempImagePath, width, height } = result as Record<keyof NativeSnapshot, unknown>
  return { tempImagePath: String(tempImagePath), width: Number(width), height: Number(height) }
}

/**
 * The payload of a native tag's event. The type is stated here, because vue-tsc takes `<live-player>` inside
 * live-player.vue for that very component.
 */
export const nativeDetail = <T>(event: unknown): T => (event as { detail: T }).detail
