const SECOND_MS = 1000

const two = (value: number) => String(value).padStart(2, '0')

/** `4:05`, or `1:04:05` for an hour or more. Rounds up to full seconds, so that zero appears exactly at the end. */
export function clockText(remainingMs: number): string {
  const seconds = Math.max(0, Math.ceil(remainingMs / SECOND_MS))
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  return hours > 0 ? `${hours}:${two(minutes % 60)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** The remaining share of the ring, 0–1. */
export function ringShare(remainingMs: number, wholeMs: number): number {
  return wholeMs > 0 ? Math.min(1, Math.max(0, remainingMs / wholeMs)) : 0
}
