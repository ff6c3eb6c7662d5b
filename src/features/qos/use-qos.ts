import { onScopeDispose, watch } from 'vue'
import { QOS_MOST_CODE, QOS_MOST_CODES_PER_SAMPLE, QOS_SAMPLE_EVERY_MS } from '@contract/qos/samples'
import type { QosComponent, QosSample, QosState } from '@contract/qos/samples'
import type { NetQualityLevel, RawNetStatus } from '@/features/codes/netstatus'
import { playerQosState, pusherQosState } from './rules/qos-state'
import type { QosHints } from './rules/qos-state'
import { toQosStatus } from './rules/qos-status'
import { qosOutbox } from './qos-outbox'
import { useAuthStore } from '@/features/account/auth'
import { useLiveSessionStore } from '@/features/class/live-session'
import { useNetworkStore } from '@/http/network'
import { onSeen, onUnseen } from '@/platform/page-life/life'

/** Seconds in a batch: between these, so that a class does not send as one. */
const LEAST_SAMPLES = 15
const MORE_SAMPLES = 15
/** In trouble people reload the page: what has been seen is kept this soon. */
const TROUBLED_SAMPLES = 5
const CALM: ReadonlySet<QosState> = new Set(['starting', 'good', 'call', 'background', 'teacher-away'])
/** Who is in trouble for so long sends all the same. */
const HELD_AT_MOST_MS = 120_000

/** Different for every page and device; a secret to nobody. */
const randomName = (): string => Math.random().toString(36).slice(2).padEnd(8, '0').slice(0, 12)

export interface QosOptions {
  component: QosComponent
  /** Whether the class on this device is the caller's: a page below another one would tell of that one's class again. */
  isMine?: () => boolean
}

/** Samples one component of the live page once a second, and sends that in batches. Nothing of it is reactive. */
export function useQos({ component, isMine = () => true }: QosOptions) {
  const session = useLiveSessionStore()
  const network = useNetworkStore()
  const auth = useAuthStore()
  const run = randomName()
  let batches = 0
  let wanted = nextSize()
  let pending: QosSample[] = []
  /** What the pending samples belong to. */
  let of: { lessonId: string, sessionId: string, memberId: string } | undefined
  let codes: number[] = []
  let latest: RawNetStatus | undefined
  let isHidden = false
  let calmAtMs = Date.now()

  function nextSize(): number {
    return LEAST_SAMPLES + Math.floor(Math.random() * MORE_SAMPLES)
  }

  /** What was reported since the last call. */
  function takeReports() {
    const taken = { codes, status: latest && toQosStatus(component, latest) }
    codes = []
    latest = undefined
    return taken
  }

  /** Null while there is nothing to tell of. */
  function stateNow(hints: QosHints): QosState | null {
    if (!isMine()) return null
    return component === 'pusher' ? pusherQosState(session.pusher, hints) : playerQosState(session.player, hints)
  }

  function tick(): void {
    const { codes: reported, status } = takeReports()
    const state = stateNow({ codes: reported, quality: status?.quality as NetQualityLevel | undefined })
    if (state === null || CALM.has(state)) calmAtMs = Date.now()
    const sessionId = session.snapshot?.sessionId
    const memberId = auth.member?.id
    if (sessionId !== of?.sessionId || memberId !== of?.memberId || state === null) flush()
    if (!sessionId || !memberId || state === null || qosOutbox.isFull(sessionId)) return
    of = { lessonId: session.lessonId, sessionId, memberId }
    pending.push({
      atMs: Math.max(0, Date.now() + session.clockOffsetMs), state, isHidden, codes: reported,
      isConnected: network.isConnected, isReachable: network.isServerReachable, ...(status && { status }),
    })
    if (pending.length >= (CALM.has(state) ? wanted : TROUBLED_SAMPLES)) flush()
  }

  function flush(): void {
    if (of && pending.length > 0) {
      const { lessonId, sessionId, memberId } = of
      batches += 1
      qosOutbox.add({ memberId, lessonId, isTried: false, body: { sessionId, component, batch: `${run}-${batches}`, samples: pending, dropped: 0 } })
      qosOutbox.send(memberId)
    }
    pending = []
    of = undefined
    wanted = nextSize()
  }

  const timer = setInterval(tick, QOS_SAMPLE_EVERY_MS)
  const release = qosOutbox.holdUnless(() => {
    const isTroubled = Date.now() - calmAtMs > 2 * QOS_SAMPLE_EVERY_MS
    return network.isConnected && (!isTroubled || Date.now() - calmAtMs > HELD_AT_MOST_MS)
  })
  // A restart of the server takes both: the channel is back first.
  watch(() => network.isConnected && session.link === 'open', isBack => {
    if (isBack && auth.member) qosOutbox.sendSoon(auth.member.id)
  })
  onSeen(() => { isHidden = false })
  onUnseen(() => {
    isHidden = true
    // WeChat may stop everything from here on.
    tick()
    flush()
  })
  onScopeDispose(() => {
    clearInterval(timer)
    flush()
    release()
  })

  return {
    code(code: number): void {
      if (codes.length < QOS_MOST_CODES_PER_SAMPLE && Number.isInteger(code) && Math.abs(code) <= QOS_MOST_CODE) codes.push(code)
    },
    status(raw: RawNetStatus): void { latest = raw },
  }
}
