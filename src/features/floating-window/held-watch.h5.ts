import { computed, effectScope, markRaw, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { t } from './messages'
import { showsPicture } from '@/features/watch/rules/watch-view'
import { announceClass } from './media-session.h5'
import { usePlayerStore } from '@/features/player/player-store'
import { createPortablePlayer } from '@/platform/h5/player/portable-player'
import type { PortablePlayer } from '@/platform/h5/player/portable-player'
import { LIVE_PLAYER_DEFAULTS } from '@/platform/live-player.defaults'
import type { LivePlayerCommands } from '@/platform/live-player.types'
import { useAuthStore } from '@/features/account/auth'
import { useFloatStore } from './float-store'
import { livingBy } from '@/platform/page-life/life'
import { tabLife } from './tab-life.h5'
import { useWatch } from '@/features/watch/use-watch'
import type { Watching } from '@/features/watch/use-watch'

export interface HeldWatch {
  watching: Watching
  player: PortablePlayer
  /** Joins a class. If it is already joined, its connection continues. */
  enter: (lessonId: string) => void
  /** The class would continue in a window if its page were left now. */
  floats: (lessonId: string) => boolean
  /** Closes the window and leaves the class. */
  close: () => void
  /** The browser's own picture-in-picture window is open. */
  isOutside: Readonly<Ref<boolean>>
}

let held: HeldWatch | undefined

/** The class that this tab watches. It belongs to no page: pages and the floating window show it in turn. */
export const heldWatch = (): HeldWatch => held ??= holdWatch()

function holdWatch(): HeldWatch {
  const { life, start, stop } = tabLife()
  // `run` returns undefined only for a stopped scope; this one is new.
  return livingBy(life, () => effectScope(true).run(() => createHeldWatch(start, stop)) as HeldWatch)
}

function createHeldWatch(start: () => void, stop: () => void): HeldWatch {
  const auth = useAuthStore()
  const float = useFloatStore()
  const component = shallowRef<LivePlayerCommands | null>(null)
  const isOutside = shallowRef(false)
  const watching = useWatch({
    component,
    isAllowed: () => auth.isSignedIn,
    isMine: () => float.state.phase !== 'nowhere',
    isInWindow: () => float.state.phase === 'floating',
    isOutside: () => isOutside.value,
  })
  const { playerProps, playback, sound, fullscreen } = watching
  const { src, generation, onStateChange, onNetStatus } = watching.player
  const { lesson } = watching.live
  const { view, hasStage } = watching.display
  let entered = ''

  const props = computed(() => ({
    ...LIVE_PLAYER_DEFAULTS, ...playerProps.value,
    autoplay: true, src: src.value, muted: sound.isMuted.value, generation: generation.value,
  }))
  const player = markRaw(createPortablePlayer(props.value, {
    statechange: onStateChange,
    netstatus: onNetStatus,
    fullscreenchange: fullscreen.onFullscreenChange,
    error: () => {},
    enterpictureinpicture: () => { isOutside.value = true },
    leavepictureinpicture: () => { isOutside.value = false },
    autoplaymuted: sound.onAutoplayMuted,
  }))
  component.value = player
  watch(props, player.apply)

  const isWatchable = () => view.value === 'loading' || view.value === 'connecting' || showsPicture(view.value)

  function leave(): void {
    if (entered === '') return
    entered = ''
    watching.leave()
    usePlayerStore().dispatch({ type: 'left' })
    stop()
  }

  function close(): void {
    float.dispatch({ type: 'windowClosed' })
    leave()
  }

  // Synchronous: the video element moves while its page still exists.
  watch(() => float.state.phase, phase => {
    if (phase === 'floating') player.goHome()
    if (phase === 'behind') void player.pause()
    if (phase === 'nowhere') leave()
  }, { flush: 'sync' })
  watch(() => float.state.phase === 'floating' && !isWatchable(), isOver => {
    if (!isOver) return
    if (view.value === 'ended') void uni.showToast({ title: t('class.over.ended'), icon: 'none' })
    close()
  })
  watch(() => auth.isSignedIn, isSignedIn => {
    if (!isSignedIn) close()
  })

  let unannounce: (() => void) | undefined
  watch(() => (hasStage.value ? lesson.value : undefined), announced => {
    unannounce?.()
    unannounce = announced && announceClass({
      title: announced.title,
      artist: announced.teacher.name,
      onSound: sound.toggleSound,
      onFloat: () => void player.requestPictureInPicture().catch(() => { /* The in-app window is still there. */ }),
    })
  })

  return {
    watching, player, isOutside, close,
    enter(lessonId) {
      if (entered === lessonId) return void player.resume()
      const isFirst = entered === ''
      entered = lessonId
      watching.enter(lessonId)
      if (isFirst) start()
    },
    floats: lessonId => playback.settings.value.floatingWindow && entered !== '' && entered === lessonId
      && view.value !== 'loading' && isWatchable(),
  }
}
