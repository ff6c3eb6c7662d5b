import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { INTERRUPTED_GRACE_MS } from '@contract/class/snapshot'
import { clockText } from '@/ui/display/countdown'
import { onSeen, onUnseen } from '@/platform/page-life/life'
import { liveDevice } from '@/platform/device/live-device'
import { useNow } from '@/platform/page-life/use-now'
import { t } from './messages'
import { usePusherStore } from '@/features/pusher/pusher-store'
import { isFlowing, isOnItsWay } from '@/features/pusher/rules/state'
import type { PusherState } from '@/features/pusher/rules/state'
import { useLiveSessionStore } from '@/features/class/live-session'
import { useNetworkStore } from '@/http/network'
import { endAbsence, startAbsence, withGap } from './rules/absence'
import type { Absence, Return } from './rules/absence'
import { areMany, recentLosses } from './rules/losses'
import { nextTry, secondsUntil } from './rules/next-try'

/** Time to read the message twice. */
const RETURN_SHOWN_MS = 20_000

export interface WayBackOptions {
  /** The server's clock. */
  nowMs: Readonly<Ref<number>>
  /** This device sends the class, or is trying to. */
  isTeachingHere: () => boolean
}

/** Messages for the teacher: the next try while the stream is lost, and a summary after an absence. */
export function useWayBack({ nowMs, isTeachingHere }: WayBackOptions) {
  const session = useLiveSessionStore()
  const pusher = usePusherStore()
  const network = useNetworkStore()
  const deviceNowMs = useNow(500)
  const stateSinceMs = ref(Date.now())
  /** Time at which the stream from this device stopped, by the server's clock. */
  const lostAtMs = ref<number>()
  const back = shallowRef<Return>()
  const losses = shallowRef<readonly number[]>([])
  let isSeen = true
  let absence: Absence | undefined
  let dismissTimer: ReturnType<typeof setTimeout> | undefined

  const serverNowMs = (): number => Date.now() + session.clockOffsetMs

  const next = computed(() => {
    const due = nextTry(pusher.state, stateSinceMs.value, network.isConnected)
    if (!due) return ''
    if (due.kind === 'network') return t('broadcast.next.network')
    // The clock of the page ticks twice a second, so it may be behind the state.
    const currentMs = Math.max(deviceNowMs.value, stateSinceMs.value)
    return t(`broadcast.next.${due.kind}`, { seconds: secondsUntil(due.atMs, currentMs) })
  })

  /** Waiting time of the students and rest of the grace period, counted here while the server is unreachable. */
  const waiting = computed(() => {
    const { interruptedAt, graceEndsAt } = session.snapshot ?? {}
    const sinceMs = interruptedAt ? Date.parse(interruptedAt) : lostAtMs.value
    if (sinceMs === undefined) return ''
    const endsMs = graceEndsAt ? Date.parse(graceEndsAt) : sinceMs + INTERRUPTED_GRACE_MS
    return t('broadcast.waiting', {
      waited: clockText(Math.max(0, nowMs.value - sinceMs)),
      left: clockText(Math.max(0, endsMs - nowMs.value)),
    })
  })

  /** The stream is lost again and again. */
  const isUnsteady = computed(() => areMany(losses.value, deviceNowMs.value))

  const backText = computed(() => back.value && t(`broadcast.back.${back.value.saw}`, {
    away: clockText(back.value.awayMs), gap: clockText(back.value.gapMs),
  }))

  function recordLeft(isHeld: boolean): void {
    if (!isTeachingHere()) return
    absence ??= startAbsence(serverNowMs(), isHeld)
    absence = { ...absence, isHeld: absence.isHeld || isHeld }
  }

  function recordLoss(state: PusherState): void {
    lostAtMs.value = serverNowMs()
    // A call, the background and the teacher's own end are no losses.
    if (!isOnItsWay(state) || state.phase === 'interrupted') return
    losses.value = [...recentLosses(losses.value, Date.now()), Date.now()]
  }

  function dismiss(): void {
    clearTimeout(dismissTimer)
    back.value = undefined
  }

  function recordReturn(): void {
    if (!absence || !isSeen || !isFlowing(pusher.state) || session.lessonPhase !== 'live') return
    const returned = endAbsence(absence, serverNowMs())
    absence = undefined
    dismiss()
    if (!returned) return
    back.value = returned
    dismissTimer = setTimeout(dismiss, RETURN_SHOWN_MS)
  }

  watch(() => pusher.state, (state, before) => {
    stateSinceMs.value = Date.now()
    if (isFlowing(before) && !isFlowing(state)) recordLoss(state)
    if (isFlowing(state)) lostAtMs.value = undefined
    if (state.phase === 'interrupted') recordLeft(true)
    recordReturn()
  }, { flush: 'sync' })
  watch(() => network.isConnected, () => { stateSinceMs.value = Date.now() }, { flush: 'sync' })
  watch(() => session.snapshot, snapshot => {
    if (absence && snapshot?.interruptedAt) absence = withGap(absence, Date.parse(snapshot.interruptedAt))
    recordReturn()
  })
  onUnseen(() => {
    isSeen = false
    recordLeft(!liveDevice.canCommandHidden)
  })
  onSeen(() => {
    isSeen = true
    recordReturn()
  })
  onScopeDispose(dismiss)

  return { next, waiting, backText, isUnsteady, dismiss }
}
