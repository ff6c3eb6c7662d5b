import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { LiveSnapshot } from '@contract/class/live'
import { retryDelayMs } from '@/features/recovery/rules/backoff'
import type { Severity } from '@/features/codes/event-spec'
import type { NetQualityLevel } from '@/features/codes/netstatus'
import { PLAYER_EVENTS } from '@/features/codes/player-events'
import type { PlayerEvent } from '@/features/codes/player-events'
import { stepPlayer } from '@/features/player/rules/machine'
import type { PlayerInput } from '@/features/player/rules/machine'
import { IDLE_PLAYER } from '@/features/player/rules/state'
import { PUSHER_EVENTS } from '@/features/codes/pusher-events'
import type { PusherEvent } from '@/features/codes/pusher-events'
import { stepPusher } from '@/features/pusher/rules/machine'
import type { PusherInput } from '@/features/pusher/rules/machine'
import { IDLE_PUSHER } from '@/features/pusher/rules/state'
import type { ChannelLink } from '@/features/channel/channel'
import { log } from '@/platform/log'
import { getter } from '@/platform/getter'

type Part = 'teacher' | 'student'

/** WeChat repeats what lasts. */
const REPORT_LASTS_MS = 10_000
/** After these, whatever was wrong is over. */
const GOOD_NEWS: ReadonlySet<PusherEvent | PlayerEvent> = new Set(['PUSH_STARTED', 'PLAYING', 'FIRST_FRAME_RENDERED'])

const nextDelayMs = (attempt: number): number => retryDelayMs(attempt, Math.random)

/** The lesson that is on this device's screen, taught or watched: the server's truth and the two machines. */
export const useLiveSessionStore = defineStore('live-session', () => {
  const lessonId = ref('')
  const part = ref<Part>('student')
  const snapshot = shallowRef<LiveSnapshot>()
  const link = ref<ChannelLink>('connecting')
  /** Server's clock minus this device's. */
  const clockOffsetMs = ref(0)
  const pusher = shallowRef(IDLE_PUSHER)
  const player = shallowRef(IDLE_PLAYER)
  /** At most one new value a second; undefined while the component reports nothing. */
  const qualityLevel = ref<NetQualityLevel>()
  /** The last report of the component that was no good news, while it is fresh. */
  const badReport = ref<PusherEvent | PlayerEvent>()
  let badReportAtMs = 0

  const lessonPhase = getter(() => snapshot.value?.phase)

  /** Another lesson, and nothing of the last one. */
  function enter(id: string, as: Part): void {
    lessonId.value = id
    part.value = as
    snapshot.value = undefined
    link.value = 'connecting'
    pusher.value = IDLE_PUSHER
    player.value = IDLE_PLAYER
    qualityLevel.value = undefined
    badReport.value = undefined
  }

  function dispatchPusher(input: PusherInput): void {
    const from = pusher.value
    pusher.value = stepPusher(from, input, nextDelayMs)
    if (input.type === 'reported') heed(input.event, PUSHER_EVENTS[input.event].severity)
    if (pusher.value.phase !== from.phase) log.info(`pusher: ${from.phase} -> ${pusher.value.phase} (${nameOf(input)})`)
  }

  function dispatchPlayer(input: PlayerInput): void {
    const from = player.value
    player.value = stepPlayer(from, input, nextDelayMs)
    if (input.type === 'reported') heed(input.event, PLAYER_EVENTS[input.event].severity)
    if (player.value.phase !== from.phase) log.info(`player: ${from.phase} -> ${player.value.phase} (${nameOf(input)})`)
  }

  function heed(event: PusherEvent | PlayerEvent, severity: Severity): void {
    if (severity !== 'progress') {
      badReport.value = event
      badReportAtMs = Date.now()
    } else if (GOOD_NEWS.has(event)) badReport.value = undefined
  }

  /** To be called now and then: what was reported long ago explains nothing. */
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
    if (part.value === 'teacher') dispatchPusher({ type: 'serverSaid', phase: live.phase })
    else dispatchPlayer({ type: 'serverSaid', phase: live.phase })
  }

  /** The same in an answer of the API, which may arrive later than what the channel said after it. */
  function serverAnswered(live: LiveSnapshot): void {
    const isNewer = !snapshot.value || live.serverTime >= snapshot.value.serverTime
    if (isNewer || link.value !== 'open') serverSaid(live)
  }

  return {
    lessonId, snapshot, lessonPhase, link, clockOffsetMs, pusher, player, qualityLevel, badReport,
    enter, dispatchPusher, dispatchPlayer, forgetOldReport, serverSaid, serverAnswered, serverTimeIs, viewersAre,
  }
})

const nameOf = (input: PusherInput | PlayerInput): string => (input.type === 'reported' ? input.event : input.type)
