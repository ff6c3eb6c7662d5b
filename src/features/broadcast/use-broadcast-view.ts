import { computed, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { broadcastView, isOnAir, isSetup } from './rules/broadcast-view'
import type { Source } from './rules/broadcast-view'
import { useLiveSessionStore } from '@/features/class/live-session'
import { usePusherStore } from '@/features/pusher/pusher-store'
import { needsTeacher } from '@/features/pusher/rules/state'
import type { PushTrouble } from '@/features/pusher/rules/state'

/** Reasons of failed tries that have a sentence of their own. */
export const EXPLAINED = ['SERVER_CLOSED', 'UNSEEN', 'CAMERA_FAILED', 'MIC_FAILED', 'SILENT'] as const

export type Explained = (typeof EXPLAINED)[number]

const isExplained = (reason: PushTrouble): reason is Explained => EXPLAINED.some(it => it === reason)

export interface BroadcastViewOptions {
  source: Readonly<Ref<Source>>
  refusalText: Readonly<Ref<string>>
}

/** What the teacher's page shows, derived from the pusher, the server's snapshot and a refusal. */
export function useBroadcastView({ source, refusalText }: BroadcastViewOptions) {
  const machine = usePusherStore()
  const session = useLiveSessionStore()

  /** Reason of the last pause between two tries. */
  const lastReason = ref<PushTrouble>()
  watch(() => machine.state, state => {
    if (state.phase === 'waiting') lastReason.value = state.reason
  }, { flush: 'sync' })

  const view = computed(() =>
    (refusalText.value ? 'refused' : broadcastView(source.value, machine.state, session.snapshot)))
  /** The view before the start: quality choice and preview. */
  const setup = computed(() => (isSetup(view.value) ? view.value : undefined))
  const isTeaching = computed(() => isOnAir(view.value))
  /** Several reconnects have failed. */
  const isStuck = computed(() => needsTeacher(machine.state))
  /** Why the tries fail, where more is known than the network's state. */
  const stuckWhy = computed(() =>
    (isStuck.value && lastReason.value && isExplained(lastReason.value) ? lastReason.value : undefined))
  const interruptedBy = computed(() => (machine.state.phase === 'interrupted' ? machine.state.by : undefined))
  /** Camera or microphone has failed; the class continues with the other one. */
  const lostDevice = computed(() => {
    const { state } = machine
    return state.phase === 'degraded' && (state.by === 'camera' || state.by === 'microphone') ? state.by : undefined
  })

  return { view, setup, isTeaching, isStuck, stuckWhy, interruptedBy, lostDevice }
}
