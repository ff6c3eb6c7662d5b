import { computed, watch } from 'vue'
import { onHide, onLoad, onShow } from '@dcloudio/uni-app'
import type { Role } from '@contract/api'
import { PAGES, startOver } from '@/platform/navigation'
import { useAuthStore } from './auth'

export interface GuardOptions {
  /** Who may see the page; without it everybody who is signed in. */
  roles?: readonly Role[]
}

/** The page in front with its parameters, to come back to after signing in. */
function currentUrl(query: Record<string, string | undefined>): string {
  const pages = getCurrentPages()
  const route = pages[pages.length - 1]?.route ?? ''
  const pairs = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
  return `/${route}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`
}

/**
 * Sends whoever is not signed in to the login, and the wrong role home, also when the sign-in ends while the page is shown.
 * `isAllowed` says whether the page may load anything.
 */
export function useGuard({ roles }: GuardOptions = {}) {
  const auth = useAuthStore()
  let query: Record<string, string | undefined> = {}
  let shown = false

  const isAllowed = computed(() => auth.member !== undefined && (roles?.includes(auth.member.role) ?? true))

  function enforce(): void {
    if (!shown || isAllowed.value) return
    startOver(auth.isSignedIn ? PAGES.lessons() : PAGES.login(currentUrl(query)))
  }

  onLoad(options => { query = options ?? {} })
  onShow(() => {
    shown = true
    enforce()
  })
  onHide(() => { shown = false })
  watch(isAllowed, enforce)

  return { auth, isAllowed }
}
