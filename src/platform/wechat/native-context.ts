import { CommandError, refuse } from '../command-error'
import type { Snapshot } from '../live-pusher.types'
import { toFinite } from './values'

interface NativeCallbacks {
  success: (result: unknown) => void
  fail: (error: unknown) => void
}

/**
* A component's context as a record of commands: the typings list about half of them, and an old WeChat lacks the newer
* ones.
 */
export type NativeContext = Readonly<Record<string, unknown>>

type NativeCommand = (options: object & NativeCallbacks) => void

function toCommandError(error: unknown, command: string): CommandError {
  if (typeof error !== 'object' || error === null || !('errMsg' in error)) return refuse(command, String(error))
  const errno = 'errno' in error ? toFinite(error.errno) : undefined
  return new CommandError(String(error.errMsg), errno)
}

/** Looked up at the call: phones may lack the documented `requestPictureInPicture`. */
function commandOf(context: NativeContext | undefined, command: string): (...values: unknown[]) => unknown {
  const run = context?.[command]
  if (typeof run === 'function') return run as (...values: unknown[]) => unknown
  throw refuse(command, context ? 'not supported by this version' : 'component is gone')
}

/** Runs one command of a context; rejects with a `CommandError`, also if this WeChat lacks the command. */
export async function callNative(
  context: NativeContext | undefined,
  command: string,
  options: object = {},
): Promise<unknown> {
  const run: NativeCommand = commandOf(context, command)
  return new Promise((resolve, reject) => {
    try {
      run.call(context, { ...options, success: resolve, fail: error => reject(toCommandError(error, command)) })
    } catch (error) {
      reject(toCommandError(error, command))
    }
  })
}

/** Runs a synchronous command without callbacks. */
export async function callNativeNow(
  context: NativeContext | undefined,
  command: string,
  ...values: unknown[]
): Promise<unknown> {
  const run = commandOf(context, command)
  try {
    return run.apply(context, values)
  } catch (error) {
    throw toCommandError(error, command)
  }
}

/** WeChat's typings declare sizes as text, phones send numbers; both are read. */
export function toNativeSnapshot(result: unknown): Snapshot {
  const { tempImagePath, width, height } = Object(result) as Partial<Record<keyof Snapshot, unknown>>
  if (typeof tempImagePath !== 'string' || tempImagePath === '') throw refuse('snapshot', 'no picture')
  return { tempImagePath, width: toFinite(width) ?? 0, height: toFinite(height) ?? 0 }
}

/** The maximum zoom of the camera, 1 or more. */
export function toMaxZoom(result: unknown): number {
  const { maxZoom } = Object(result) as { maxZoom?: unknown }
  return Math.max(1, toFinite(maxZoom) ?? 1)
}
