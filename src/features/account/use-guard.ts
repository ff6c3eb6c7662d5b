import { computed, watch } from 'vue'
import { onHide, onLoad, onShow } from '@dcloudio/uni-app'
import type { Role } from '@contract'
import { PAGES, startOver } from '@/platform/navigation'
import { useAuthStore } from './auth'

export interface GuardOptions {
  /** Roles that may see the page. Default: every signed-in member. */
  roles?: readonly Role[]
}

/** URL of the visible page with its parameters, to return to after the login. */
function currentUrl(query: Record<string, string | undefined>): string {
  const pages = getCurrentPages()
  const route = pages[pages.length - 1]?.route ?? ''
  const pairs = Object.entries(query)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
  return `/${route}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`
}

/**
 * Redirects signed-out visitors to the login and members with another role to the lessons.
 * It also redirects when the sign-in ends while the page is visible.
 * `isAllowed`: the page may load data.
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
