import { onUnmounted } from 'vue'
import { onHide, onLoad, onShow } from '@dcloudio/uni-app'
import { isAt } from './rules/float-machine'
import { inNextTask } from '@/platform/device/next-task'
import { goBack } from '@/platform/navigation'
import { useFloatStore } from './float-store'
import { heldWatch } from './held-watch.h5'
import { useGuard } from '@/features/account/use-guard'
import type { WatchPage, WatchPageOptions } from './use-watch-page.types'

/** The class belongs to the tab. The page shows its video and passes it on to the floating window. */
export function useWatchPage(_options: WatchPageOptions): WatchPage {
  useGuard()
  const float = useFloatStore()
  const held = heldWatch()
  const page = float.newPage()
  let id = ''

  /** Joins the class in a later task, so that the page renders first. */
  async function enterSoon(): Promise<void> {
    await inNextTask(undefined)
    if (float.state.phase === 'on-page' && isAt(float.state, page)) held.enter(id)
  }

  const left = (isGone: boolean): void => float.dispatch({ type: 'pageLeft', page, isGone, floats: held.floats(id) })

  onLoad(query => { id = String(query?.id ?? '') })
  onShow(() => {
    float.dispatch({ type: 'pageShown', page, lessonId: id })
    void enterSoon()
  })
  // A hidden tab also fires `onHide`, but the page keeps the class.
  onHide(() => {
    if (!document.hidden) left(false)
  })
  onUnmounted(() => left(true))

  return {
    watching: held.watching,
    kept: held.player,
    floatNow: () => void held.watching.fullscreen.leaveFullscreen().then(() => goBack()),
    onWindowOpened: () => {},
    onWindowClosed: () => {},
  }
}
