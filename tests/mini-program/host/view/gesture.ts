/** Time after a tap during which WeChat treats a call as one of the user, milliseconds. */
const TAP_LASTS_MS = 1000

/** Some APIs may only run after a tap of the user: `openSetting`, `requestSubscribeMessage`. */
export class Gesture {
  private tappedAtMs = Number.NEGATIVE_INFINITY

  tapped(): void {
    this.tappedAtMs = performance.now()
  }

  get isTap(): boolean {
    return performance.now() - this.tappedAtMs < TAP_LASTS_MS
  }
}
