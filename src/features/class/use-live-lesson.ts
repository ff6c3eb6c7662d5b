import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { onLoad } from '@dcloudio/uni-app'
import type { Result } from '@contract'
import type { ChannelCloseReason } from '@contract/channel/close'
import { diagnose } from './rules/diagnosis'
import { ApiError, textOf } from '@/http/api-error'
import { LessonChannel } from '@/features/channel/channel'
import { api } from '@/http/http'
import { t } from './messages'
import { useLiveSessionStore } from './live-session'
import type { LiveMachine } from './live-session'
import { useNetworkStore } from '@/http/network'
import { onSeen, onUnseen } from '@/platform/page-life/life'
import { useGuard } from '@/features/account/use-guard'
import type { GuardOptions } from '@/features/account/use-guard'
import { useNow } from '@/platform/page-life/use-now'
import { useResource } from '@/http/use-resource'

export type Joined = Result<'watchLesson'>

export interface LiveLessonOptions extends GuardOptions {
  /** The pusher's or the player's store. */
  machine: LiveMachine
}

export interface JoinedLessonOptions {
  /** The pusher's or the player's store. */
  machine: LiveMachine
  isAllowed: () => boolean
  /** The store holds the caller's lesson. False when another page has taken it over. */
  isMine?: () => boolean
  /** The class continues in a floating window while the page is hidden. */
  goesOn?: () => boolean
}

/** Time for which the player may use the answer that opened the channel. Saves a round trip before the first frame. */
const JOINED_IS_FRESH_MS = 3_000

/** The lesson of a live page, from page load to unload. The page parameter `id` is the lesson's id. */
export function useLiveLesson({ machine, ...guard }: LiveLessonOptions) {
  const { auth, isAllowed } = useGuard(guard)
  const { enter, ...live } = useJoinedLesson({ machine, isAllowed: () => isAllowed.value })
  onLoad(query => enter(String(query?.id ?? '')))
  return { auth, isAllowed, ...live }
}

/** Joins a lesson on this device: its plan, its channel and the server's clock. */
export function useJoinedLesson({
  machine, isAllowed, isMine = () => true, goesOn = () => false,
}: JoinedLessonOptions) {
  const session = useLiveSessionStore()
  const network = useNetworkStore()
  const deviceNowMs = useNow(1_000)
  /** Final refusal by the server. */
  const refusal = shallowRef<Exclude<ChannelCloseReason, 'LESSON_OVER'> | ApiError>()
  let channel: LessonChannel | undefined
  let hasEntered = false
  let joined: { answer: Joined, atMs: number } | undefined

  const params = () => ({ id: session.lessonId })
  const { value: lesson, refresh, reload } = useResource({
    load: () => api('getLesson', { params: params() }),
    enabled: () => isAllowed() && isMine() && session.lessonId !== '',
  })

  async function join(): Promise<Joined> {
    const { id } = params()
    const answer = await api('watchLesson', { params: { id } })
    // Meanwhile another lesson may have been entered.
    if (isMine() && session.lessonId === id) {
      joined = { answer, atMs: Date.now() }
      session.serverAnswered(answer.live)
    }
    return answer
  }

  /**
   * Requests the play URLs, or returns the answer of a moment ago.
   * Returns each answer once only: a second try needs a new URL.
   */
  async function takeJoined(): Promise<Joined> {
    const isFresh = joined?.answer.playUrls && Date.now() - joined.atMs < JOINED_IS_FRESH_MS
    const answer = isFresh && joined ? joined.answer : await join()
    joined = undefined
    return answer
  }

  function open(): void {
    channel = new LessonChannel({
      getUrl: async () => (await join()).channelUrl,
      poll: () => api('getLiveSnapshot', { params: params() }),
      onSnapshot: live => {
        network.serverHeard()
        session.serverSaid(live)
      },
      onViewers: session.viewersAre,
      onServerTime: session.serverTimeIs,
      onLink: link => {
        session.link = link
        if (link === 'open') network.serverHeard()
      },
      onRefused: why => {
        if (why !== 'LESSON_OVER') refusal.value = why
      },
    })
    channel.open()
  }

  /** Joins a lesson and leaves the previous one. */
  function enter(id: string): void {
    leave()
    refusal.value = undefined
    session.enter(id, machine)
    // `useResource` loads the first plan when the page is shown.
    if (hasEntered) void reload()
    hasEntered = true
    if (isAllowed()) open()
  }

  function leave(): void {
    channel?.close()
    channel = undefined
    joined = undefined
  }

  /** The setting is lost when the app is left. Failures are ignored: some devices do not support it. */
  const keepScreenOn = (isOn: boolean): void => uni.setKeepScreenOn({ keepScreenOn: isOn, fail: () => {} })

  onSeen(() => {
    channel?.shown()
    keepScreenOn(true)
  })
  onUnseen(() => {
    if (goesOn()) return
    channel?.hidden()
    if (isMine()) keepScreenOn(false)
  })
  // WeChat may report its window after it has hidden the page.
  watch(goesOn, isGoingOn => {
    if (!isGoingOn) return
    channel?.shown()
    keepScreenOn(true)
  })
  onScopeDispose(() => {
    leave()
    if (isMine()) keepScreenOn(false)
  })
  // Loads the plan again if it failed while the server was unreachable.
  watch(() => session.link, link => {
    if (link === 'open' && !lesson.value) void refresh()
  })
  watch(() => network.isConnected, isConnected => {
    if (isConnected) channel?.networkRestored()
  })

  const nowMs = computed(() => deviceNowMs.value + session.clockOffsetMs)

  /** Reason why this member may not take part; empty if they may. */
  const refusalText = computed(() => {
    if (refusal.value instanceof ApiError) return refusal.value.message
    if (refusal.value !== undefined) {
      return t(refusal.value === 'NOT_A_MEMBER' ? 'class.refused.notMember' : 'class.refused.elsewhere')
    }
    const { phase, code } = machine.state
    return phase === 'refused' && code ? textOf(code) : ''
  })

  const diagnosis = computed(() => diagnose({
    isConnected: network.isConnected,
    networkType: network.networkType,
    isServerReachable: network.isServerReachable,
    lessonPhase: session.lessonPhase,
    media: machine.state,
    report: session.badReport,
    qualityLevel: session.qualityLevel,
  }))

  return { session, network, lesson, nowMs, refusalText, diagnosis, takeJoined, enter, leave }
}
