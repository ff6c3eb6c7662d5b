import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { LessonPhase } from '@contract/lessons/phase'
import type { LiveSnapshot } from '@contract/class/snapshot'
import type { ChannelLink } from '@/features/channel/channel'
import type { Severity } from '@/features/codes/event-spec'
import type { NetQualityLevel } from '@/features/codes/netstatus'
import type { PlayerEvent } from '@/features/codes/player-events'
import type { PusherEvent } from '@/features/codes/pusher-events'
import { getter } from '@/platform/getter'
import type { MediaState } from './rules/diagnosis'

/** The machine of the component on the page: the pusher's or the player's store. */
export interface LiveMachine {
  readonly state: MediaState
  /** Forgets the lesson before. */
  reset: () => void
  serverSaid: (phase: LessonPhase) => void
}

/** WeChat repeats a report while its cause lasts. */
const REPORT_LASTS_MS = 10_000
/** After these reports, the trouble before them is over. */
const GOOD_NEWS: ReadonlySet<PusherEvent | PlayerEvent> = new Set(['PUSH_STARTED', 'PLAYING', 'FIRST_FRAME_RENDERED'])

/** The lesson on this device's screen, taught or watched: the server's truth, and the machine that the page brings. */
export const useLiveSessionStore = defineStore('live-session', () => {
  const lessonId = ref('')
  const snapshot = shallowRef<LiveSnapshot>()
  const link = ref<ChannelLink>('connecting')
  /** Server's clock minus this device's. */
  const clockOffsetMs = ref(0)
  /** At most one new value a second; undefined while the component reports nothing. */
  const qualityLevel = ref<NetQualityLevel>()
  /** Last report of the component that was not good news, while it is fresh. */
  const badReport = ref<PusherEvent | PlayerEvent>()
  let badReportAtMs = 0
  let machine: LiveMachine | undefined

  const lessonPhase = getter(() => snapshot.value?.phase)

  /** Takes up a lesson and forgets the one before. */
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

  /** Drops the last bad report once it is too old to explain anything; call it from time to time. */
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

  /** The whole state of the lesson, as the channel tells it. */
  function serverSaid(live: LiveSnapshot): void {
    snapshot.value = live
    serverTimeIs(live.serverTime)
    viewersAre(live.viewers)
    machine?.serverSaid(live.phase)
  }

  /** The same in an answer of the API, which may arrive after a newer message of the channel. */
  function serverAnswered(live: LiveSnapshot): void {
    const isNewer = !snapshot.value || live.serverTime >= snapshot.value.serverTime
    if (isNewer || link.value !== 'open') serverSaid(live)
  }

  return {
    lessonId, snapshot, lessonPhase, link, clockOffsetMs, qualityLevel, badReport,
    enter, recordReport, forgetOldReport, serverSaid, serverAnswered, serverTimeIs, viewersAre,
  }
})
