import { computed } from 'vue'
import type { Ref } from 'vue'
import { broadcastView, isOnAir, isSetup } from './rules/broadcast-view'
import type { Source } from './rules/broadcast-view'
import { useLiveSessionStore } from '@/features/class/live-session'
import { usePusherStore } from '@/features/pusher/pusher-store'
import { needsTeacher } from '@/features/pusher/rules/state'

export interface BroadcastViewOptions {
  source: Readonly<Ref<Source>>
  refusalText: Readonly<Ref<string>>
}

/** What the teacher's page shows, derived from the pusher, the server's snapshot and a refusal. */
export function useBroadcastView({ source, refusalText }: BroadcastViewOptions) {
  const machine = usePusherStore()
  const session = useLiveSessionStore()

  const view = computed(() =>
    (refusalText.value ? 'refused' : broadcastView(source.value, machine.state, session.snapshot)))
  /** The view before the start: quality choice and preview. */
  const setup = computed(() => (isSetup(view.value) ? view.value : undefined))
  const isTeaching = computed(() => isOnAir(view.value))
  /** Several reconnects have failed. */
  const isStuck = computed(() => needsTeacher(machine.state))
  const interruptedBy = computed(() => (machine.state.phase === 'interrupted' ? machine.state.by : undefined))
  /** Camera or microphone has failed; the class continues with the other one. */
  const lostDevice = computed(() => {
    const { state } = machine
    return state.phase === 'degraded' && (state.by === 'camera' || state.by === 'microphone') ? state.by : undefined
  })

  return { view, setup, isTeaching, isStuck, interruptedBy, lostDevice }
}
