import { onUnmounted, watch } from 'vue'
import { onHide, onShow } from '@dcloudio/uni-app'
import { liveDevice } from './live-device'

export interface PhaseEffectsOptions<State> {
  state: () => State
  /** Performs the one effect that a state asks for. */
  perform: (state: State, effect: PhaseEffect) => void
  /** Called each time the page is shown, before anything that was put off is performed. */
  onShown: () => void
}

/** What an effect may use; all of it ends when the state is left. */
export interface PhaseEffect {
  /** Whether another state has come since: what was waited for no longer counts. */
  isOver: () => boolean
  after: (delayMs: number, run: () => void) => void
}

/**
 * Runs a machine's effects: one a state, the last one ended first. Where the platform forbids commands from a hidden page,
 * the effect of the state it is in then waits until the page is shown.
 */
export function usePhaseEffects<State>({ state, perform, onShown }: PhaseEffectsOptions<State>): void {
  let current = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let isHidden = false
  let isPutOff = false

  function run(): void {
    const mine = ++current
    clearTimeout(timer)
    isPutOff = isHidden && !liveDevice.canCommandHidden
    if (isPutOff) return
    perform(state(), {
      isOver: () => mine !== current,
      after(delayMs, then) {
        timer = setTimeout(() => {
          if (mine === current) then()
        }, delayMs)
      },
    })
  }

  watch(state, run)
  onHide(() => { isHidden = true })
  onShow(() => {
    isHidden = false
    const before = state()
    onShown()
    // Another state has its effect coming anyway.
    if (isPutOff && state() === before) run()
  })
  onUnmounted(() => {
    current += 1
    clearTimeout(timer)
  })
}
