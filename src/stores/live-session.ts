import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { LiveSnapshot } from '@contract/live'
import { retryDelayMs } from '@/live/backoff'
import type { NetQualityLevel } from '@/live/netstatus'
import { IDLE_PLAYER, stepPlayer } from '@/live/player-machine'
import type { PlayerInput } from '@/live/player-machine'
import { IDLE_PUSHER, stepPusher } from '@/live/pusher-machine'
import type { PusherInput } from '@/live/pusher-machine'
import type { ChannelLink } from '@/services/channel'
import { log } from '@/services/log'
import { getter } from './getter'

type Part = 'teacher' | 'student'

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
  }

  function dispatchPusher(input: PusherInput): void {
    const from = pusher.value
    pusher.value = stepPusher(from, input, nextDelayMs)
    if (pusher.value.phase !== from.phase) log.info(`pusher: ${from.phase} -> ${pusher.value.phase} (${nameOf(input)})`)
  }

  function dispatchPlayer(input: PlayerInput): void {
    const from = player.value
    player.value = stepPlayer(from, input, nextDelayMs)
    if (player.value.phase !== from.phase) log.info(`player: ${from.phase} -> ${player.value.phase} (${nameOf(input)})`)
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
    lessonId, snapshot, lessonPhase, link, clockOffsetMs, pusher, player, qualityLevel,
    enter, dispatchPusher, dispatchPlayer, serverSaid, serverAnswered, serverTimeIs, viewersAre,
  }
})

const nameOf = (input: PusherInput | PlayerInput): string => (input.type === 'reported' ? input.event : input.type)
