import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { onLoad } from '@dcloudio/uni-app'
import type { Result } from '@contract/api'
import type { ChannelCloseReason } from '@contract/channel/messages'
import { diagnose } from './rules/diagnosis'
import { ApiError, textOf } from '@/http/api-error'
import { LessonChannel } from '@/features/channel/channel'
import { api } from '@/http/http'
import { t } from '@/i18n'
import { useLiveSessionStore } from './live-session'
import { useNetworkStore } from '@/http/network'
import { onSeen, onUnseen } from '@/platform/page-life/life'
import { useGuard } from '@/features/account/use-guard'
import type { GuardOptions } from '@/features/account/use-guard'
import { useNow } from '@/platform/page-life/use-now'
import { useResource } from '@/http/use-resource'

export type Joined = Result<'watchLesson'>

type Part = 'teacher' | 'student'

export interface LiveLessonOptions extends GuardOptions {
  part: Part
}

export interface JoinedLessonOptions {
  part: Part
  isAllowed: () => boolean
  /** Whether the lesson on this device is the caller's: another page may have taken the store over. */
  isMine?: () => boolean
  /** The class goes on although nobody sees the page: in a floating window. */
  goesOn?: () => boolean
}

/** How long the answer that opened the channel may serve the player too, which saves the first picture a round trip. */
const JOINED_IS_FRESH_MS = 3_000

/** The lesson of a live page that lives and ends with it; `id` comes with the page's parameters. */
export function useLiveLesson({ part, ...guard }: LiveLessonOptions) {
  const { auth, isAllowed } = useGuard(guard)
  const { enter, ...live } = useJoinedLesson({ part, isAllowed: () => isAllowed.value })
  onLoad(query => enter(String(query?.id ?? '')))
  return { auth, isAllowed, ...live }
}

/** A lesson on this device: its plan, its channel, the server's clock. */
export function useJoinedLesson({ part, isAllowed, isMine = () => true, goesOn = () => false }: JoinedLessonOptions) {
  const session = useLiveSessionStore()
  const network = useNetworkStore()
  const deviceNowMs = useNow(1_000)
  /** The server wants nothing more to do with us in this lesson. */
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
    // Another lesson may have been entered since.
    if (isMine() && session.lessonId === id) {
      joined = { answer, atMs: Date.now() }
      session.serverAnswered(answer.live)
    }
    return answer
  }

  /** Asks to watch, or hands out what was answered a moment ago; each answer once, since a second try wants a fresh URL. */
  async function takeJoined(): Promise<Joined> {
    const isFresh = joined?.answer.playUrls && Date.now() - joined.atMs < JOINED_IS_FRESH_MS
    const answer = isFresh && joined ? joined.answer : await join()
    joined = undefined
    return answer
  }

  function open(): void {
    channel = new LessonChannel({
      getUrl: async () => (await join()).channelUrl,
      poll: () => api('getLive', { params: params() }),
      onSnapshot: session.serverSaid,
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

  /** Takes part in a lesson, and in none that was entered before. */
  function enter(id: string): void {
    leave()
    refusal.value = undefined
    session.enter(id, part)
    // The first plan comes when the page is seen.
    if (hasEntered) void reload()
    hasEntered = true
    if (isAllowed()) open()
  }

  function leave(): void {
    channel?.close()
    channel = undefined
    joined = undefined
  }

  /** Lost whenever the app is left; a device that cannot is no reason to say anything. */
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
  // WeChat may tell of its window after it has hidden the page.
  watch(goesOn, isGoingOn => {
    if (!isGoingOn) return
    channel?.shown()
    keepScreenOn(true)
  })
  onScopeDispose(() => {
    leave()
    if (isMine()) keepScreenOn(false)
  })
  // Whatever failed while the server was away is asked again once it is back.
  watch(() => session.link, link => {
    if (link === 'open' && !lesson.value) void refresh()
  })
  watch(() => network.isConnected, isConnected => {
    if (isConnected) channel?.networkRestored()
  })

  const nowMs = computed(() => deviceNowMs.value + session.clockOffsetMs)
  const media = computed(() => (part === 'teacher' ? session.pusher : session.player))

  /** Why this person may not take part; empty while they may. */
  const refusalText = computed(() => {
    if (refusal.value instanceof ApiError) return refusal.value.message
    if (refusal.value !== undefined) return t(refusal.value === 'NOT_A_MEMBER' ? 'live.refused.notMember' : 'live.refused.elsewhere')
    return media.value.phase === 'refused' ? textOf(media.value.code) : ''
  })

  const diagnosis = computed(() => diagnose({
    isConnected: network.isConnected,
    networkType: network.networkType,
    isServerReachable: network.isServerReachable,
    lessonPhase: session.lessonPhase,
    media: media.value,
    report: session.badReport,
    qualityLevel: session.qualityLevel,
  }))

  return { session, network, lesson, nowMs, refusalText, diagnosis, takeJoined, enter, leave }
}
