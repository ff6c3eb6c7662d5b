/** How long after a tap WeChat still takes a call for one of the user, milliseconds. */
const TAP_LASTS_MS = 1000

/** Some APIs are for the user's own taps only: `openSetting`, `requestSubscribeMessage`. */
export class Gesture {
  private tappedAtMs = Number.NEGATIVE_INFINITY

  tapped(): void {
    this.tappedAtMs = performance.now()
  }

  get isTap(): boolean {
    return performance.now() - this.tappedAtMs < TAP_LASTS_MS
  }
}
