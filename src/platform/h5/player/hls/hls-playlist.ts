/** The server's answer to a request for the playlist of a stream. */
export type PlaylistAnswer =
  /** `newest`: the address of the last segment; undefined in a list of variants, which has no segments. */
  | { kind: 'ready', newest: string | undefined }
  /** An HTTP status. */
  | { kind: 'refused', status: number }
  | { kind: 'unreachable' }

const isClientError = (status: number): boolean => status >= 400 && status < 500

/** The last line that is not a tag. Source: RFC 8216, section 4.1. */
export function newestSegment(playlist: string): string | undefined {
  if (playlist.includes('#EXT-X-STREAM-INF')) return undefined
  return playlist.split(/\r?\n/).filter(line => line !== '' && !line.startsWith('#')).at(-1)
}

/**
 * Requests the playlist before the element does: an element reports neither why a URL failed nor whether a live
 * playlist continues. Rejects when `signal` is aborted.
 */
export async function askPlaylist(url: string, signal: AbortSignal): Promise<PlaylistAnswer> {
  try {
    const response = await fetch(url, { signal, cache: 'no-store' })
    if (isClientError(response.status)) return { kind: 'refused', status: response.status }
    if (!response.ok) return { kind: 'unreachable' }
    return { kind: 'ready', newest: newestSegment(await response.text()) }
  } catch (error) {
    if (signal.aborted) throw error
    return { kind: 'unreachable' }
  }
}
