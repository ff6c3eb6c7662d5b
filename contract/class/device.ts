import type { LiveSnapshot } from './snapshot'

/** Form of the id that a page makes once per installation and sends with `startLiveSession`. */
export const DEVICE_ID = /^[A-Za-z0-9_-]{8,64}$/

/** Id of every publisher that is not a page, such as OBS and ffmpeg. Too short for the id of a page. */
export const ENCODER = 'encoder'

const FNV_OFFSET = 0x811C9DC5
const FNV_PRIME = 0x01000193

/**
 * The device as the server stores it and as everybody in the class may see it: 8 hexadecimal digits, FNV-1a with the
 * final mixing of MurmurHash3. Another session has another mark. A great many ids share each mark, so a mark does not
 * reveal the id.
 */
export function deviceMark(sessionId: string, deviceId: string): string {
  let hash = FNV_OFFSET
  for (const character of `${sessionId} ${deviceId}`) hash = Math.imul(hash ^ character.charCodeAt(0), FNV_PRIME)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85EBCA6B)
  hash = Math.imul(hash ^ (hash >>> 13), 0xC2B2AE35)
  return ((hash ^ (hash >>> 16)) >>> 0).toString(16).padStart(8, '0')
}

/** Whether this device is the one that publishes the class now. */
export const isPublishedFrom = (
  { sessionId, publisherDevice }: Pick<LiveSnapshot, 'sessionId' | 'publisherDevice'>, deviceId: string,
): boolean => sessionId !== null && publisherDevice === deviceMark(sessionId, deviceId)
