import type { Host } from '../host'
import type { Api } from './api'

/** Global events, each with an `on…` and an `off…` API. The test emits them by these names. */
const EVENTS = [
  'appShow', 'appHide', 'networkStatusChange', 'networkWeakChange', 'audioInterruptionBegin', 'audioInterruptionEnd',
  'themeChange', 'error', 'unhandledRejection', 'pageNotFound', 'memoryWarning', 'windowResize', 'keyboardHeightChange',
  'userCaptureScreen', 'socketOpen', 'socketClose', 'socketError', 'socketMessage', 'deviceOrientationChange',
  'screenRecordingStateChanged',
] as const

export type HostEvent = (typeof EVENTS)[number]

export function listenerApis({ app }: Host): Record<string, Api> {
  return Object.fromEntries(EVENTS.flatMap(event => {
    const name = event.charAt(0).toUpperCase() + event.slice(1)
    return [
      [`on${name}`, (listener: (argument: unknown) => void) => app.on(event, listener)],
      [`off${name}`, (listener?: (argument: unknown) => void) => app.off(event, listener)],
    ]
  }))
}
