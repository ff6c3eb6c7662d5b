import type { Segment } from './segmenter'

interface PlaylistFacts {
  segments: readonly Segment[]
  discontinuitiesBefore: number
  longestMs: number
  /** Address of a segment, relative to the playlist. */
  uriOf: (segment: Segment) => string
}

/** A live media playlist. Source: RFC 8216, sections 4.3.2 and 4.3.3. */
export function toPlaylist({ segments, discontinuitiesBefore, longestMs, uriOf }: PlaylistFacts): string {
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:3',
    `#EXT-X-TARGETDURATION:${Math.max(1, Math.ceil(longestMs / 1000))}`,
    `#EXT-X-MEDIA-SEQUENCE:${segments[0]?.seq ?? 0}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${discontinuitiesBefore}`,
    ...segments.flatMap(segment => [
      ...segment.isDiscontinuous ? ['#EXT-X-DISCONTINUITY'] : [],
      `#EXTINF:${(segment.durationMs / 1000).toFixed(3)},`,
      uriOf(segment),
    ]),
    '',
  ].join('\n')
}
