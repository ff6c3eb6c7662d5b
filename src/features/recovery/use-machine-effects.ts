import { computed, onScopeDispose, ref, watch } from 'vue'
import { effectKey } from './rules/effects'
import type { Circumstances, Effect } from './rules/effects'
import { useNetworkStore } from '@/http/network'
import { onSeen, onUnseen } from '@/platform/page-life/life'
import { liveDevice } from '@/platform/device/live-device'

export interface MachineEffectsOptions<State extends object, Command, Input> {
  state: () => State
  effectOf: (state: State, circumstances: Circumstances) => Effect<Command, Input>
  /** Performs one command; resolves with false if the following commands must not run. */
  run: (command: Command, effect: RunningEffect) => Promise<boolean>
  /** The component takes commands although its page is hidden. */
  canCommandHidden?: () => boolean
  dispatch: (input: NoInfer<Input> | { type: 'pageShown' } | { type: 'networkRestored' }) => void
}

/** Helpers for commands; they end when the state changes. */
export interface RunningEffect {
  /** Whether the state has changed since; the result of the command then no longer counts. */
  isOver: () => boolean
  sleep: (forMs: number) => Promise<void>
}

/**
 * Performs the effects of a machine's states, one at a time, and dispatches `pageShown` and `networkRestored`. An
 * effect starts with its state, or when a change of the circumstances changes the effect.
 */
export function useMachineEffects<State extends object, Command, Input>(
  { state, effectOf, run, dispatch, canCommandHidden = () => false }: MachineEffectsOptions<State, Command, Input>,
): void {
  const network = useNetworkStore()
  const isShown = ref(true)
  const circumstances = computed<Circumstances>(() => ({
    isOnline: network.isConnected,
    isShown: isShown.value,
    canCommandHidden: liveDevice.canCommandHidden || canCommandHidden(),
    isIos: liveDevice.isIos(),
    isServerHeard: network.isServerReachable,
  }))
  let current = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let sleepTimer: ReturnType<typeof setTimeout> | undefined
  let performed = ''

  function end(): void {
    current += 1
    clearTimeout(timer)
    clearTimeout(sleepTimer)
  }

  function perform(): void {
    const effect = effectOf(state(), circumstances.value)
    const written = `${effectKey(state())} ${JSON.stringify(effect)}`
    if (performed === written) return
    performed = written
    end()
    const own = current
    const running: RunningEffect = {
      isOver: () => own !== current,
      sleep: forMs => new Promise(resolve => { sleepTimer = setTimeout(resolve, forMs) }),
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
  // A server that answers again counts as a restored network: the delay of the next try may still be seconds long.
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
