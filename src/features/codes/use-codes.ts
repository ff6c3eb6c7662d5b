import { NO_UNKNOWN_CODES, countUnknown, decodeCode } from './unknown-codes'
import { log } from '@/platform/log'

/** Decodes the reports of one component. An unknown number is counted, and logged once. */
export function useCodes<Event extends string>(
  component: 'pusher' | 'player', toEvent: (code: number) => Event | undefined,
) {
  let unknown = NO_UNKNOWN_CODES

  return (code: number): Event | undefined => {
    const decoded = decodeCode(code, toEvent)
    if (decoded.kind === 'known') return decoded.event
    const { codes, isNew } = countUnknown(unknown, code)
    unknown = codes
    if (isNew) log.warn(`${component}: unknown code ${code}`)
    return undefined
  }
}
