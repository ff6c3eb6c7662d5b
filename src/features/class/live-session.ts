import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { LessonPhase } from '@contract/lessons/phase'
import { isPublishedFrom } from '@contract/class/device'
import type { LiveSnapshot } from '@contract/class/snapshot'
import type { ChannelLink } from '@/features/channel/channel'
import type { Severity } from '@/features/codes/event-spec'
import type { NetQualityLevel } from '@/features/codes/netstatus'
import type { PlayerEvent } from '@/features/codes/player-events'
import type { PusherEvent } from '@/features/codes/pusher-events'
import { deviceId } from '@/platform/device/device-id'
import { getter } from '@/platform/getter'
import type { MediaState } from './rules/diagnosis'

/** State machine of the page's component: the pusher store or the player store. */
export interface LiveMachine {
  readonly state: MediaState
  /** Drops the state of the previous lesson. */
  reset: () => void
  serverSaid: (phase: LessonPhase, isOtherDevice: boolean) => void
}

/** Whether another device of the teacher publishes the class now. */
export const isFromOtherDevice = (live: LiveSnapshot): boolean =>
  live.publisherDevice !== null && !isPublishedFrom(live, deviceId)

/** Lifetime of a report: WeChat repeats it while its cause lasts. */
const REPORT_LASTS_MS = 10_000
/** Reports that end the problem of an earlier report. */
const GOOD_NEWS: ReadonlySet<PusherEvent | PlayerEvent> = new Set(['PUSH_STARTED', 'PLAYING', 'FIRST_FRAME_RENDERED'])

/** The lesson that this device teaches or watches: the server's state, and the state machine of the page. */
export const useLiveSessionStore = defineStore('live-session', () => {
  const lessonId = ref('')
  const snapshot = shallowRef<LiveSnapshot>()
  const link = ref<ChannelLink>('connecting')
  /** Server clock minus device clock. */
  const clockOffsetMs = ref(0)
  /** Updated at most once a second; undefined while the component reports nothing. */
  const qualityLevel = ref<NetQualityLevel>()
  /** Last report of a problem, while it is recent. */
  const badReport = ref<PusherEvent | PlayerEvent>()
  let badReportAtMs = 0
  let machine: LiveMachine | undefined

  const lessonPhase = getter(() => snapshot.value?.phase)

  /** Enters a lesson and drops the state of the previous one. */
  function enter(id: string, machineOfPage: LiveMachine): void {
    lessonId.value = id
    snapshot.value = undefined
    link.value = 'connecting'
    qualityLevel.value = undefined
    badReport.value = undefined
    machine = machineOfPage
    machine.reset()
  }

  function recordReport(event: PusherEvent | PlayerEvent, severity: Severity): void {
    if (severity !== 'progress') {
      badReport.value = event
      badReportAtMs = Date.now()
    } else if (GOOD_NEWS.has(event)) badReport.value = undefined
  }

  /** Drops the last problem report once it is too old. Call it periodically. */
  function forgetOldReport(): void {
    if (Date.now() - badReportAtMs > REPORT_LASTS_MS) badReport.value = undefined
  }

  function serverTimeIs(serverTime: string): void {
    clockOffsetMs.value = Date.parse(serverTime) - Date.now()
  }

  function viewersAre(viewers: number): void {
    if (!snapshot.value) return
    snapshot.value = { ...snapshot.value, viewers, peakViewers: Math.max(snapshot.value.peakViewers, viewers) }
  }

  /** Takes the complete state of the lesson from the channel. */
  function serverSaid(live: LiveSnapshot): void {
    snapshot.value = live
    serverTimeIs(live.serverTime)
    viewersAre(live.viewers)
    machine?.serverSaid(live.phase, isFromOtherDevice(live))
  }

  /** Takes the state from an API answer, which may arrive after a newer message of the channel. */
  function serverAnswered(live: LiveSnapshot): void {
    const isNewer = !snapshot.value || live.serverTime >= snapshot.value.serverTime
    if (isNewer || link.value !== 'open') serverSaid(live)
  }

  return {
    lessonId, snapshot, lessonPhase, link, clockOffsetMs, qualityLevel, badReport,
    enter, recordReport, forgetOldReport, serverSaid, serverAnswered, serverTimeIs, viewersAre,
  }
})
