/** Where pages lead: the one place that knows their addresses. */
export const PAGES = {
  login: (goOnTo: string) => `/pages/login/login?to=${encodeURIComponent(goOnTo)}`,
  lessons: () => '/pages/lessons/lessons',
  lesson: (id: string) => `/pages/lesson/lesson?id=${id}`,
  watch: (id: string) => `/pages/watch/watch?id=${id}`,
  broadcast: (id: string) => `/pages/teacher/broadcast?id=${id}`,
  qos: (id: string) => `/pages/teacher/qos?id=${id}`,
  me: () => '/pages/me/me',
  officeDay: () => '/pages/admin/day',
  newLesson: () => '/pages/admin/new-lesson',
} as const

/** On top of this page. WeChat stacks ten at most: beyond that the page in front gives way. */
export function openPage(url: string): void {
  // Called with a callback, uni returns no promise that could fail unheard: a second tap on the same link does.
  uni.navigateTo({ url, fail: () => uni.redirectTo({ url, fail: ignore }) })
}

/** Back to the page of this lesson's class where it lies on the stack, else on top. */
export function returnToClass(id: string): void {
  const pages = getCurrentPages() as readonly { route?: string, options?: { id?: string } }[]
  const index = pages.map(({ route = '', options }) => `/${route}?id=${options?.id ?? ''}`).lastIndexOf(PAGES.watch(id))
  if (index >= 0 && index < pages.length - 1) uni.navigateBack({ delta: pages.length - 1 - index, fail: ignore })
  else if (index < 0) openPage(PAGES.watch(id))
}

/** In place of this page. */
export function replacePage(url: string): void {
  uni.redirectTo({ url, fail: ignore })
}

/** In place of all pages. */
export function startOver(url: string): void {
  uni.reLaunch({ url, fail: ignore })
}

/** To the page before, or where a link led straight here, to `otherwise`. */
export function goBack(otherwise: string = PAGES.lessons()): void {
  if (getCurrentPages().length > 1) uni.navigateBack({ fail: ignore })
  else startOver(otherwise)
}

function ignore(): void {}
