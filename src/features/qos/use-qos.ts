import { onScopeDispose, watch } from 'vue'
import { QOS_MAX_CODE, QOS_MAX_CODES_PER_SAMPLE, QOS_SAMPLE_INTERVAL_MS } from '@contract/qos/samples'
import type { QosComponent, QosSample, QosState } from '@contract/qos/samples'
import type { NetQualityLevel, RawNetStatus } from '@/features/codes/netstatus'
import type { QosHints } from './rules/qos-hints'
import { toQosStatus } from './rules/qos-status'
import { qosOutbox } from './qos-outbox'
import { useAuthStore } from '@/features/account/auth'
import { useLiveSessionStore } from '@/features/class/live-session'
import { useNetworkStore } from '@/http/network'
import { onSeen, onUnseen } from '@/platform/page-life/life'

/** Batch size: LEAST_SAMPLES plus up to MORE_SAMPLES at random, so that the devices of a class do not send together. */
const LEAST_SAMPLES = 15
const MORE_SAMPLES = 15
/** Batch size in trouble. It is small because people reload the page then, and an unsent batch is lost. */
const TROUBLED_SAMPLES = 5
const CALM: ReadonlySet<QosState> = new Set(['starting', 'good', 'call', 'background', 'teacher-away'])
/** Send anyway after this long in trouble. */
const HELD_AT_MOST_MS = 120_000

/** Unique name of this page; not a secret. */
const randomName = (): string => Math.random().toString(36).slice(2).padEnd(8, '0').slice(0, 12)

export interface QosOptions {
  component: QosComponent
  /** State of the component from its machine; null while there is nothing to report. */
  stateNow: (hints: QosHints) => QosState | null
  /** Whether this caller owns the component. Otherwise a page below another one would report the same class twice. */
  isMine?: () => boolean
}

/** Samples one component of the live page once a second and sends batches. Nothing in it is reactive. */
export function useQos({ component, stateNow, isMine = () => true }: QosOptions) {
  const session = useLiveSessionStore()
  const network = useNetworkStore()
  const auth = useAuthStore()
  const run = randomName()
  let batches = 0
  let wanted = nextSize()
  let pending: QosSample[] = []
  /** Owner of the pending samples. */
  let owner: { lessonId: string, sessionId: string, memberId: string } | undefined
  let codes: number[] = []
  let latest: RawNetStatus | undefined
  let isHidden = false
  let calmAtMs = Date.now()

  function nextSize(): number {
    return LEAST_SAMPLES + Math.floor(Math.random() * MORE_SAMPLES)
  }

  /** Reports since the last call. */
  function takeReports() {
    const taken = { codes, status: latest && toQosStatus(component, latest) }
    codes = []
    latest = undefined
    return taken
  }

  function tick(): void {
    const { codes: reported, status } = takeReports()
    const hints = { codes: reported, quality: status?.quality as NetQualityLevel | undefined }
    const state = isMine() ? stateNow(hints) : null
    if (state === null || CALM.has(state)) calmAtMs = Date.now()
    const sessionId = session.snapshot?.sessionId
    const memberId = auth.member?.id
    if (sessionId !== owner?.sessionId || memberId !== owner?.memberId || state === null) flush()
    if (!sessionId || !memberId || state === null || qosOutbox.isFull(sessionId)) return
    owner = { lessonId: session.lessonId, sessionId, memberId }
    pending.push({
      atMs: Math.max(0, Date.now() + session.clockOffsetMs), state, isHidden, codes: reported,
      isConnected: network.isConnected, isReachable: network.isServerReachable, ...(status && { status }),
    })
    if (pending.length >= (CALM.has(state) ? wanted : TROUBLED_SAMPLES)) flush()
  }

  function flush(): void {
    if (owner && pending.length > 0) {
      const { lessonId, sessionId, memberId } = owner
      batches += 1
      qosOutbox.add({
        memberId, lessonId, isTried: false,
        body: { sessionId, component, batch: `${run}-${batches}`, samples: pending, dropped: 0 },
      })
      qosOutbox.send(memberId)
    }
    pending = []
    owner = undefined
    wanted = nextSize()
  }

  const timer = setInterval(tick, QOS_SAMPLE_INTERVAL_MS)
  const release = qosOutbox.holdUnless(() => {
    const isTroubled = Date.now() - calmAtMs > 2 * QOS_SAMPLE_INTERVAL_MS
    return network.isConnected && (!isTroubled || Date.now() - calmAtMs > HELD_AT_MOST_MS)
  })
  // A server restart interrupts both; the channel is back first.
  watch(() => network.isConnected && session.link === 'open', isBack => {
    if (isBack && auth.member) qosOutbox.sendSoon(auth.member.id)
  })
  onSeen(() => { isHidden = false })
  onUnseen(() => {
    isHidden = true
    // WeChat may suspend the page from now on.
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
      if (codes.length < QOS_MAX_CODES_PER_SAMPLE && Number.isInteger(code) && Math.abs(code) <= QOS_MAX_CODE) {
        codes.push(code)
      }
    },
    status(raw: RawNetStatus): void { latest = raw },
  }
}
