import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { INTERRUPTED_GRACE_MS } from '@contract/class/live'
import { clockText } from '@/ui/display/countdown'
import { onSeen, onUnseen } from '@/platform/page-life/life'
import { liveDevice } from '@/platform/device/live-device'
import { useNow } from '@/platform/page-life/use-now'
import { t } from '@/i18n'
import { isFlowing } from '@/features/pusher/rules/state'
import { useLiveSessionStore } from '@/features/class/live-session'
import { useNetworkStore } from '@/http/network'
import { comeBack, leave, withGap } from './rules/absence'
import type { Absence, Return } from './rules/absence'
import { nextTry, secondsUntil } from './rules/next-try'

/** As long as it takes to read it twice. */
const RETURN_SHOWN_MS = 20_000

export interface WayBackOptions {
  /** The server's clock. */
  nowMs: Readonly<Ref<number>>
  /** This device sends the class, or wants to. */
  isTeachingHere: () => boolean
}

/** What happens next while the stream is gone, and what happened while the teacher was. */
export function useWayBack({ nowMs, isTeachingHere }: WayBackOptions) {
  const session = useLiveSessionStore()
  const network = useNetworkStore()
  const deviceNowMs = useNow(500)
  const stateSinceMs = ref(Date.now())
  /** Since when nothing flows from here, by the server's clock. */
  const lostAtMs = ref<number>()
  const back = shallowRef<Return>()
  let isSeen = true
  let absence: Absence | undefined
  let forget: ReturnType<typeof setTimeout> | undefined

  const serverNowMs = (): number => Date.now() + session.clockOffsetMs

  const next = computed(() => {
    const due = nextTry(session.pusher, stateSinceMs.value, network.isConnected)
    if (!due) return ''
    if (due.kind === 'network') return t('onAir.next.network')
    // The clock of the page moves twice a second: it may be behind the state.
    return t(`onAir.next.${due.kind}`, { seconds: secondsUntil(due.atMs, Math.max(deviceNowMs.value, stateSinceMs.value)) })
  })

  /** How long students have been waiting, and for how long they will; while the server is out of reach, as we count it. */
  const waiting = computed(() => {
    const { interruptedAt, graceEndsAt } = session.snapshot ?? {}
    const sinceMs = interruptedAt ? Date.parse(interruptedAt) : lostAtMs.value
    if (sinceMs === undefined) return ''
    const endsMs = graceEndsAt ? Date.parse(graceEndsAt) : sinceMs + INTERRUPTED_GRACE_MS
    return t('onAir.waiting', { waited: clockText(Math.max(0, nowMs.value - sinceMs)), left: clockText(Math.max(0, endsMs - nowMs.value)) })
  })

  const backText = computed(() => back.value && t(`onAir.back.${back.value.saw}`, {
    away: clockText(back.value.awayMs), gap: clockText(back.value.gapMs),
  }))

  function noteLeft(isHeld: boolean): void {
    if (!isTeachingHere()) return
    absence ??= leave(serverNowMs(), isHeld)
    absence = { ...absence, isHeld: absence.isHeld || isHeld }
  }

  function dismiss(): void {
    clearTimeout(forget)
    back.value = undefined
  }

  function noteBack(): void {
    if (!absence || !isSeen || !isFlowing(session.pusher) || session.lessonPhase !== 'live') return
    const returned = comeBack(absence, serverNowMs())
    absence = undefined
    dismiss()
    if (!returned) return
    back.value = returned
    forget = setTimeout(dismiss, RETURN_SHOWN_MS)
  }

  watch(() => session.pusher, (state, before) => {
    stateSinceMs.value = Date.now()
    if (isFlowing(before) && !isFlowing(state)) lostAtMs.value = serverNowMs()
    if (isFlowing(state)) lostAtMs.value = undefined
    if (state.phase === 'interrupted') noteLeft(true)
    noteBack()
  }, { flush: 'sync' })
  watch(() => network.isConnected, () => { stateSinceMs.value = Date.now() }, { flush: 'sync' })
  watch(() => session.snapshot, snapshot => {
    if (absence && snapshot?.interruptedAt) absence = withGap(absence, Date.parse(snapshot.interruptedAt))
    noteBack()
  })
  onUnseen(() => {
    isSeen = false
    noteLeft(!liveDevice.canCommandHidden)
  })
  onSeen(() => {
    isSeen = true
    noteBack()
  })
  onScopeDispose(dismiss)

  return { next, waiting, backText, dismiss }
}
