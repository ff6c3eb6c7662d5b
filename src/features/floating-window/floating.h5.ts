import { createApp, watch } from 'vue'
import { useAuthStore } from '@/features/account/auth'
import { useFloatStore } from './float-store'

/** Key in the session storage, because the floating window belongs to this tab only. */
const STORAGE_KEY = 'kaike.floating'

function readFloating(): string | null {
  try {
    return sessionStorage.getItem(STORAGE_KEY)
  } catch {
    return null
  }
}

/** Stores the floating lesson, so that it is restored after a reload. */
function keepFloating(lessonId: string | undefined): void {
  try {
    if (lessonId === undefined) sessionStorage.removeItem(STORAGE_KEY)
    else sessionStorage.setItem(STORAGE_KEY, lessonId)
  } catch {
    // Storage is forbidden: the class is not restored after a reload.
  }
}

/** Mounts the window beside the app, because it outlives uni's pages. */
async function showWindow(): Promise<void> {
  const { default: FloatWindow } = await import('./float-window.h5.vue')
  const host = document.createElement('div')
  document.body.append(host)
  createApp(FloatWindow).mount(host)
}

async function resume(lessonId: string): Promise<void> {
  const { heldWatch } = await import('./held-watch.h5')
  const float = useFloatStore()
  const held = heldWatch()
  float.dispatch({ type: 'resumed', lessonId })
  // If a page already shows the class, the machine ignores `resumed`.
  if (float.state.phase === 'floating' && float.state.lessonId === lessonId) held.enter(lessonId)
}

/** Delay before the window's code is preloaded, so that the page renders first. */
const PRELOAD_WINDOW_AFTER_MS = 3_000

/** Call once, at the start of the app. The player is not loaded before there is a class. */
export function startFloating(): void {
  const float = useFloatStore()
  const floated = readFloating()
  let isWindowShown = false
  let preloadTimer: ReturnType<typeof setTimeout> | undefined
  const show = () => {
    clearTimeout(preloadTimer)
    if (isWindowShown) return
    isWindowShown = true
    // If the code does not load, for example offline, the class stays on its page.
    showWindow().catch(() => { isWindowShown = false })
  }
  watch(() => float.state, state => {
    keepFloating(state.phase === 'floating' ? state.lessonId : undefined)
    if (state.phase === 'floating') show()
    else if (state.phase !== 'nowhere') preloadTimer ??= setTimeout(show, PRELOAD_WINDOW_AFTER_MS)
  })
  if (floated !== null && useAuthStore().isSignedIn) {
    resume(floated).catch(() => { /* Offline: the user can reopen the class. */ })
  }
}
