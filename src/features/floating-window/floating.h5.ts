import { createApp, watch } from 'vue'
import { useAuthStore } from '@/features/account/auth'
import { useFloatStore } from './float-store'

/** Of this tab only: another tab has not floated anything. */
const STORAGE_KEY = 'kaike.floating'

function readFloating(): string | null {
  try {
    return sessionStorage.getItem(STORAGE_KEY)
  } catch {
    return null
  }
}

/** What a reload of the page brings back. */
function keepFloating(lessonId: string | undefined): void {
  try {
    if (lessonId === undefined) sessionStorage.removeItem(STORAGE_KEY)
    else sessionStorage.setItem(STORAGE_KEY, lessonId)
  } catch {
    // A forbidden storage: the class is left at a reload.
  }
}

/** Beside the app and not in it: uni's pages come and go, the window stays. */
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
  // A page that is watched again has come first.
  if (float.state.phase === 'floating' && float.state.lessonId === lessonId) held.enter(lessonId)
}

/** Before anybody floats a class, but after its page has what it needs to be drawn. */
const WINDOW_AHEAD_MS = 3_000

/** Once, at the start of the app. Nothing of the player is loaded before there is a class. */
export function startFloating(): void {
  const float = useFloatStore()
  const floated = readFloating()
  let isWindowShown = false
  let ahead: ReturnType<typeof setTimeout> | undefined
  const show = () => {
    clearTimeout(ahead)
    if (isWindowShown) return
    isWindowShown = true
    // Without it, as offline, the picture is on its page only.
    showWindow().catch(() => { isWindowShown = false })
  }
  watch(() => float.state, state => {
    keepFloating(state.phase === 'floating' ? state.lessonId : undefined)
    if (state.phase === 'floating') show()
    else if (state.phase !== 'nowhere') ahead ??= setTimeout(show, WINDOW_AHEAD_MS)
  })
  if (floated !== null && useAuthStore().isSignedIn) resume(floated).catch(() => { /* Offline: the class is a tap away. */ })
}
