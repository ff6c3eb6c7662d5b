/**
* Reads the events of the native tags, which differ between phones. `undefined` means that the event is unreadable; then
* nothing is emitted.
 */
import type { RawNetStatus } from '@/features/codes/netstatus'
import { log } from '../log'
import type { LivePlayerEvents } from '../live-player.types'
import type { LivePusherEvents, StateChange } from '../live-pusher.types'
import { toFinite } from './values'

type Detail = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Detail =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const toText = (value: unknown): string => (typeof value === 'string' ? value : '')

const toOutcome = (value: unknown) => (value === 'success' || value === 'fail' ? value : undefined)

function readStateChange({ code, message }: Detail): StateChange | undefined {
  const number = toFinite(code)
  return number === undefined ? undefined : { code: number, message: toText(message) }
}

function readError({ errCode, errMsg }: Detail): LivePusherEvents['error'][0] | undefined {
  const number = toFinite(errCode)
  return number === undefined ? undefined : { errCode: number, errMsg: toText(errMsg) }
}

/** `toPlayerNetStatus` and `toPusherNetStatus` read its numbers. */
const readNetStatus = ({ info }: Detail): { info: RawNetStatus } | undefined => (isRecord(info) ? { info } : undefined)

function readFullScreen({ direction, fullScreen }: Detail): LivePlayerEvents['fullscreenchange'][0] | undefined {
  // Documented as a boolean; Android also sends 0 and 1.
  const isFull = fullScreen === true || fullScreen === 1
    ? true
    : fullScreen === false || fullScreen === 0 ? false : undefined
  if (isFull === undefined) return undefined
  return { direction: direction === 'horizontal' ? 'horizontal' : 'vertical', fullScreen: isFull }
}

function readVolume({ volume }: Detail): { volume?: number } {
  const number = toFinite(volume)
  return number === undefined ? {} : { volume: number }
}

function readBgmProgress({ progress, duration }: Detail): LivePusherEvents['bgmprogress'][0] | undefined {
  const [progressMs, durationMs] = [toFinite(progress), toFinite(duration)]
  if (progressMs === undefined || durationMs === undefined) return undefined
  return { progress: progressMs, duration: durationMs }
}

function readCastingChoice({ state }: Detail): LivePlayerEvents['castinguserselect'][0] | undefined {
  const outcome = toOutcome(state)
  return outcome && { state: outcome }
}

function readCastingState({ type, state }: Detail): LivePlayerEvents['castingstatechange'][0] | undefined {
  const outcome = toOutcome(state)
  return outcome && { type: toText(type), state: outcome }
}

const READERS = {
  statechange: readStateChange,
  netstatus: readNetStatus,
  error: readError,
  fullscreenchange: readFullScreen,
  audiovolumenotify: readVolume,
  bgmprogress: readBgmProgress,
  castinguserselect: readCastingChoice,
  castingstatechange: readCastingState,
  metadatachange: ({ info }: Detail): { info: unknown } => ({ info }),
} as const satisfies Partial<
  Record<keyof LivePlayerEvents | keyof LivePusherEvents, (detail: Detail) => object | undefined>
>

export type EventWithDetail = keyof typeof READERS
export type DetailOf<Name extends EventWithDetail> = NonNullable<ReturnType<typeof READERS[Name]>>

/** Events whose detail may be empty. */
const MAY_BE_EMPTY: ReadonlySet<EventWithDetail> = new Set(['audiovolumenotify'])

/** The detail of an event, or `undefined`. */
export function readDetail<Name extends EventWithDetail>(name: Name, event: unknown): DetailOf<Name> | undefined {
  const detail = isRecord(event) ? event.detail : undefined
  if (!isRecord(detail)) return MAY_BE_EMPTY.has(name) ? {} as DetailOf<Name> : undefined
  return READERS[name](detail) as DetailOf<Name> | undefined
}

/** The event reader of one component. Logs each kind of unreadable event once, without its content. */
export function createDetailReader(component: 'player' | 'pusher') {
  const complained = new Set<EventWithDetail>()
  return <Name extends EventWithDetail>(name: Name, event: unknown): DetailOf<Name> | undefined => {
    const detail = readDetail(name, event)
    if (detail === undefined && !complained.has(name)) {
      complained.add(name)
      log.warn(`${component}: ${name} without a readable detail`)
    }
    return detail
  }
}
