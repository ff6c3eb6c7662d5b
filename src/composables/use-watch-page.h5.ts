import { onUnmounted } from 'vue'
import { onHide, onLoad, onShow } from '@dcloudio/uni-app'
import { inNextTask } from '@/platform/next-task'
import { goBack } from '@/services/navigation'
import { useFloatStore } from '@/stores/float'
import { heldWatch } from './held-watch.h5'
import { useGuard } from './use-guard'
import type { WatchPage, WatchPageOptions } from './use-watch-page.types'

/** The class is the tab's: this page only takes its picture in, and hands it on to the floating window. */
export function useWatchPage(_options: WatchPageOptions): WatchPage {
  useGuard()
  const float = useFloatStore()
  const held = heldWatch()
  const page = float.newPage()
  let id = ''
  let isShown = false

  /** The page is drawn before its class is asked for. */
  async function enterSoon(): Promise<void> {
    await inNextTask(undefined)
    if (isShown) held.enter(id)
  }

  function left(isGone: boolean): void {
    isShown = false
    float.dispatch({ type: 'pageLeft', page, isGone, floats: held.floats() })
  }

  onLoad(query => { id = String(query?.id ?? '') })
  onShow(() => {
    isShown = true
    float.dispatch({ type: 'pageShown', page, lessonId: id })
    void enterSoon()
  })
  // A tab that is left hides its page as well, which stays where it is.
  onHide(() => {
    if (!document.hidden) left(false)
  })
  onUnmounted(() => left(true))

  return {
    watching: held.watching,
    kept: held.player,
    floatNow: () => void held.watching.leaveFullscreen().then(() => goBack()),
    onWindowOpened: () => {},
    onWindowClosed: () => {},
  }
}
