import { computed, onScopeDispose, ref, watch } from 'vue'
import type { Circumstances, Effect } from './rules/effects'
import { useNetworkStore } from '@/http/network'
import { onSeen, onUnseen } from '@/platform/page-life/life'
import { liveDevice } from '@/platform/device/live-device'

export interface MachineEffectsOptions<State, Command, Input> {
  state: () => State
  effectOf: (state: State, circumstances: Circumstances) => Effect<Command, Input>
  /** Does one command; resolves with false where the ones after it have become pointless. */
  run: (command: Command, effect: RunningEffect) => Promise<boolean>
  dispatch: (input: NoInfer<Input> | { type: 'pageShown' } | { type: 'networkRestored' }) => void
}

/** What a command may use; all of it ends when the state is left. */
export interface RunningEffect {
  /** Whether another state has come since: what was waited for no longer counts. */
  isOver: () => boolean
  sleep: (forMs: number) => Promise<void>
}

/**
 * Performs what a machine's states ask for, one effect at a time, and tells it when the page is shown and the network is
 * back. An effect begins anew with its state, or when the circumstances make it another one.
 */
export function useMachineEffects<State, Command, Input>({ state, effectOf, run, dispatch }: MachineEffectsOptions<State, Command, Input>): void {
  const network = useNetworkStore()
  const isShown = ref(true)
  const circumstances = computed<Circumstances>(() => ({
    isOnline: network.isConnected,
    isShown: isShown.value,
    canCommandHidden: liveDevice.canCommandHidden,
    isIos: liveDevice.isIos(),
  }))
  let current = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let nap: ReturnType<typeof setTimeout> | undefined
  let performed: { state: State, effect: string } | undefined

  function end(): void {
    current += 1
    clearTimeout(timer)
    clearTimeout(nap)
  }

  function perform(): void {
    const effect = effectOf(state(), circumstances.value)
    const written = JSON.stringify(effect)
    if (performed?.state === state() && performed.effect === written) return
    performed = { state: state(), effect: written }
    end()
    const mine = current
    const running: RunningEffect = {
      isOver: () => mine !== current,
      sleep: forMs => new Promise(resolve => { nap = setTimeout(resolve, forMs) }),
    }
    if (effect.timer) {
      const { delayMs, input } = effect.timer
      timer = setTimeout(() => dispatch(input), delayMs)
    }
    void runAll(effect.commands, running)
  }

  async function runAll(commands: readonly Command[], running: RunningEffect): Promise<void> {
    for (const command of commands) {
      if (running.isOver() || !await run(command, running)) return
    }
  }

  watch([state, circumstances], perform)
  // The server answers again counts like a network that is back: the pause before the next try may still be seconds long.
  watch(() => network.isOnline, isOnline => {
    if (isOnline) dispatch({ type: 'networkRestored' })
  })
  onUnseen(() => { isShown.value = false })
  onSeen(() => {
    isShown.value = true
    dispatch({ type: 'pageShown' })
  })
  onScopeDispose(end)
}
