import { onUnmounted, watch } from 'vue'
import { onHide, onLoad, onShow } from '@dcloudio/uni-app'
import { isAt } from './rules/float-machine'
import { canUse } from '@/platform/capabilities/capabilities'
import { goBack } from '@/platform/navigation'
import { useFloatStore } from './float-store'
import { useGuard } from '@/features/account/use-guard'
import { useWatch } from '@/features/watch/use-watch'
import type { WatchPage, WatchPageOptions } from './use-watch-page.types'

/**
 * WeChat keeps the page of a floating window, even after it has left the stack.
 * A tap on the window shows the page again. The browser version is use-watch-page.h5.ts.
 */
export function useWatchPage({ component }: WatchPageOptions): WatchPage {
  const { isAllowed } = useGuard()
  const float = useFloatStore()
  const page = float.newPage()
  const isMine = (): boolean => isAt(float.state, page)
  let id = ''

  onLoad(query => { id = String(query?.id ?? '') })
  // Registered before `useWatch`, so that it runs before the hooks of the class.
  onShow(() => {
    const wasMine = isMine()
    float.dispatch({ type: 'pageShown', page, lessonId: id })
    if (!wasMine) watching.enter(id)
  })
  const watching = useWatch({
    component, isAllowed: () => isAllowed.value, isMine, isInWindow: () => float.state.phase === 'floating',
  })
  onHide(() => float.dispatch({ type: 'pageLeft', page, isGone: false, floats: false }))
  onUnmounted(() => float.dispatch({ type: 'pageLeft', page, isGone: true, floats: false }))

  // Another page takes over: player, channel and window of this page end before it starts.
  watch(isMine, is => {
    if (is) return
    watching.leave()
    component.value?.exitPictureInPicture().catch(() => { /* No window was open. */ })
  }, { flush: 'sync' })

  async function floatNow(): Promise<void> {
    await watching.fullscreen.leaveFullscreen()
    const isFloating = canUse('floatByTap')
      && await component.value?.requestPictureInPicture().then(() => true, () => false)
    // Otherwise WeChat opens the window on the way back.
    if (!isFloating) goBack()
  }

  return {
    watching,
    kept: undefined,
    floatNow: () => void floatNow(),
    onWindowOpened: () => float.dispatch({ type: 'windowOpened', page }),
    onWindowClosed: () => {
      if (isMine()) float.dispatch({ type: 'windowClosed' })
    },
  }
}
