import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { onSeen, onUnseen } from '@/platform/page-life/life'
import { liveDevice } from '@/platform/device/live-device'
import { t } from './messages'
import { SILENT_MIC, hear } from './rules/mic-level'
import { adviseProfile } from './rules/uplink-advice'
import type { Uplink } from './rules/uplink-advice'
import type { PushFailureKind } from '@/features/pusher/rules/push-failure'
import { ApiError, messageOf } from '@/http/api-error'
import { useNetworkStore } from '@/http/network'
import { accessPort } from './access'
import type { Access } from './access.types'
import { stepsOf, troubleOf } from './rules/steps'
import { testIngest } from './ingest-test'
import { isBlocked } from './rules/rtmp-handshake'
import type { IngestFinding } from './rules/rtmp-handshake'
import { measureUplink } from './uplink-test'

/** Silence after which the microphone counts as silent; the page asks the teacher to speak. */
const SILENT_AFTER_MS = 8_000
const TEST_AGAIN_MS = 5_000
/** Delay of the first test, until camera and microphone are open: both at once block a slow phone. */
const TEST_FIRST_AFTER_MS = 2_000

export interface PreflightOptions {
  /** The teacher has not started yet. */
  isOpen: () => boolean
  lessonId: () => string
  /** The preview shows the camera. */
  isMirrored: () => boolean
  /** Failure of the preview, reported by the component. */
  failure: () => PushFailureKind | undefined
  /** Opens the preview. */
  preview: () => void
}

/** Checks whether device and uplink are ready for a class. Opens dialogs only for undecided permissions. */
export function usePreflight({ isOpen, lessonId, isMirrored, failure, preview }: PreflightOptions) {
  const network = useNetworkStore()
  const access = shallowRef<Access>()
  const microphone = shallowRef(SILENT_MIC)
  const isSilent = ref(false)
  const uplink = shallowRef<Uplink>()
  const ingest = shallowRef<IngestFinding>()
  const isMeasuring = ref(false)
  /** Reason why there is no result; empty without a problem. */
  const uplinkProblem = ref('')
  let silenceTimer: ReturnType<typeof setTimeout> | undefined
  let nextTest: ReturnType<typeof setTimeout> | undefined
  let isSeen = true
  /** The first test is due, or a retry after the server did not answer. */
  let isTestDue = false

  const trouble = computed(() => failure() ?? (access.value && troubleOf(access.value)))
  // Chromium reports every fast network as `4g`.
  const networkType = () => (liveDevice.platform === 'wechat' ? network.networkType : 'unknown')
  const advice = computed(() => uplink.value && adviseProfile(uplink.value, networkType()))
  const isIngestBlocked = (): boolean => ingest.value !== undefined && isBlocked(ingest.value.outcome)
  const steps = computed(() => stepsOf({
    access: access.value, trouble: trouble.value, isMirrored: isMirrored(),
    isHeard: microphone.value.isHeard, isSilent: isSilent.value,
    isMeasuring: isMeasuring.value, hasUplinkProblem: uplinkProblem.value !== '', advice: advice.value,
    isIngestBlocked: isIngestBlocked(),
  }))
  const isReady = computed(() => steps.value.every(({ state }) => state === 'good'))

  async function ask(): Promise<void> {
    await accessPort.ask(await accessPort.read())
    access.value = await accessPort.read()
    if (troubleOf(access.value) === undefined && isOpen()) preview()
  }

  /** Reads the access again, because a permission may have changed in the settings. */
  async function readAgain(): Promise<void> {
    const before = trouble.value
    access.value = await accessPort.read()
    if (before !== undefined && troubleOf(access.value) === undefined && isOpen()) preview()
  }

  async function testUplink(): Promise<void> {
    if (isMeasuring.value) return
    clearTimeout(nextTest)
    isTestDue = false
    isMeasuring.value = true
    uplinkProblem.value = ''
    try {
      const { ingest: address, ...measured } = await measureUplink(lessonId())
      uplink.value = measured
      ingest.value = { ...address, outcome: await testIngest(address) }
    } catch (error) {
      uplink.value = undefined
      ingest.value = undefined
      uplinkProblem.value = t('preflight.untested', { why: messageOf(error) })
      // No retry after a refusal, for example of too many tests: it would only use bandwidth.
      isTestDue = error instanceof ApiError && error.status === 0
      if (isTestDue) nextTest = setTimeout(testIfDue, TEST_AGAIN_MS)
    } finally {
      isMeasuring.value = false
    }
  }

  /** On a hidden page, the test waits until the page is shown. */
  function testIfDue(): void {
    if (isTestDue && isSeen && isOpen()) void testUplink()
  }

  function testFirst(): void {
    isTestDue = true
    testIfDue()
  }

  function heard({ volume }: { volume?: number }): void {
    if (!isOpen() || volume === undefined) return
    microphone.value = hear(microphone.value, volume)
    if (microphone.value.isHeard) isSilent.value = false
    // Only a microphone that reports its volume can count as silent.
    else silenceTimer ??= setTimeout(() => { isSilent.value = !microphone.value.isHeard }, SILENT_AFTER_MS)
  }

  watch(() => isOpen() && lessonId() !== '', isDue => {
    clearTimeout(nextTest)
    if (isDue && !uplink.value) nextTest = setTimeout(testFirst, TEST_FIRST_AFTER_MS)
  }, { immediate: true })
  // The page advises mobile data when this network blocks the port.
  watch(() => network.networkType, networkType => {
    if (isIngestBlocked() && networkType !== 'none' && isSeen && isOpen()) void testUplink()
  })
  onSeen(() => {
    isSeen = true
    void readAgain()
    testIfDue()
  })
  onUnseen(() => {
    isSeen = false
  })
  onScopeDispose(accessPort.onChange(() => void readAgain()))
  onScopeDispose(() => {
    clearTimeout(silenceTimer)
    clearTimeout(nextTest)
  })

  return {
    trouble, steps, isReady, microphone, uplink, ingest, uplinkProblem, isMeasuring, advice, ask, heard,
    testUplink,
  }
}
