import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { onSeen, onUnseen } from '@/platform/page-life/life'
import { liveDevice } from '@/platform/device/live-device'
import { t } from '@/i18n'
import { SILENT_MIC, hear } from './rules/mic-level'
import { adviseProfile } from './rules/uplink-advice'
import type { Uplink } from './rules/uplink-advice'
import type { PushFailureKind } from '@/features/pusher/rules/push-failure'
import { ApiError, messageOf } from '@/http/api-error'
import { useNetworkStore } from '@/http/network'
import { accessPort } from './access'
import type { Access } from './access.types'
import { stepsOf, troubleOf } from './rules/steps'
import { measureUplink } from './uplink-test'

/** Longer than anybody is silent who is asked to say something. */
const SILENT_AFTER_MS = 8_000
const TEST_AGAIN_MS = 5_000
/** Camera and microphone are open by then: a slow phone that opens them and sends at once stands still meanwhile. */
const TEST_FIRST_AFTER_MS = 2_000

export interface PreflightOptions {
  /** The teacher has not started yet. */
  isOpen: () => boolean
  lessonId: () => string
  /** The mirror shows the teacher. */
  isMirrored: () => boolean
  /** Why it shows nothing, as the component says. */
  failure: () => PushFailureKind | undefined
  /** Opens the mirror. */
  preview: () => void
}

/** Looks by itself whether this device and its line are fit for a class; asks the person only for what nobody decided. */
export function usePreflight({ isOpen, lessonId, isMirrored, failure, preview }: PreflightOptions) {
  const network = useNetworkStore()
  const access = shallowRef<Access>()
  const microphone = shallowRef(SILENT_MIC)
  const isSilent = ref(false)
  const uplink = shallowRef<Uplink>()
  const isMeasuring = ref(false)
  /** Why there is no result. */
  const uplinkProblem = ref('')
  let silence: ReturnType<typeof setTimeout> | undefined
  let nextTest: ReturnType<typeof setTimeout> | undefined
  let isSeen = true
  /** It is the first one, or nobody answered and the network may be back. */
  let isTestDue = false

  const trouble = computed(() => failure() ?? (access.value && troubleOf(access.value)))
  // Chromium calls every fast line `4g`.
  const networkType = () => (liveDevice.platform === 'wechat' ? network.networkType : 'unknown')
  const advice = computed(() => uplink.value && adviseProfile(uplink.value, networkType()))
  const steps = computed(() => stepsOf({
    access: access.value, trouble: trouble.value, isMirrored: isMirrored(), isHeard: microphone.value.isHeard, isSilent: isSilent.value,
    isMeasuring: isMeasuring.value, hasUplinkProblem: uplinkProblem.value !== '', advice: advice.value,
  }))
  const isReady = computed(() => steps.value.every(({ state }) => state === 'good'))

  async function ask(): Promise<void> {
    await accessPort.ask(await accessPort.read())
    access.value = await accessPort.read()
    if (troubleOf(access.value) === undefined && isOpen()) preview()
  }

  /** Somebody may have been in the settings. */
  async function lookAgain(): Promise<void> {
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
      uplink.value = await measureUplink(lessonId())
    } catch (error) {
      uplink.value = undefined
      uplinkProblem.value = t('preflight.untested', { why: messageOf(error) })
      // What the server refuses, too many tests too, would only cost bandwidth.
      isTestDue = error instanceof ApiError && error.status === 0
      if (isTestDue) nextTest = setTimeout(testIfDue, TEST_AGAIN_MS)
    } finally {
      isMeasuring.value = false
    }
  }

  /** A hidden page waits until it is shown. */
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
    // Silence is known only of a microphone that tells how loud it is.
    else silence ??= setTimeout(() => { isSilent.value = !microphone.value.isHeard }, SILENT_AFTER_MS)
  }

  watch(() => isOpen() && lessonId() !== '', isDue => {
    clearTimeout(nextTest)
    if (isDue && !uplink.value) nextTest = setTimeout(testFirst, TEST_FIRST_AFTER_MS)
  }, { immediate: true })
  onSeen(() => {
    isSeen = true
    void lookAgain()
    testIfDue()
  })
  onUnseen(() => {
    isSeen = false
  })
  onScopeDispose(accessPort.onChange(() => void lookAgain()))
  onScopeDispose(() => {
    clearTimeout(silence)
    clearTimeout(nextTest)
  })

  return { trouble, steps, isReady, microphone, uplink, uplinkProblem, isMeasuring, advice, ask, heard, testUplink }
}
