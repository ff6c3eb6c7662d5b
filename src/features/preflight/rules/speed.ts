/** Limit of the display: a test of a few hundred kilobytes is not precise above it. */
const MOST_MBPS = 20

export function speedText(kbps: number): string {
  if (kbps < 1_000) return `${Math.round(kbps / 10) * 10} kbps`
  const mbps = kbps / 1_000
  return mbps > MOST_MBPS ? `> ${MOST_MBPS} Mbps` : `${mbps.toFixed(1)} Mbps`
}
