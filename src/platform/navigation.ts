/** The addresses of all pages; no other file holds them. */
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

/** Opens a page on top of this one. WeChat stacks ten pages at most; at the limit the page replaces this one. */
export function openPage(url: string): void {
  // With a callback uni returns no promise, so a failure cannot become an unhandled rejection; a second tap on a link
  // fails.
  uni.navigateTo({ url, fail: () => uni.redirectTo({ url, fail: ignore }) })
}

/** Returns to the page of this lesson's class if it is on the stack; otherwise opens it on top. */
export function returnToClass(id: string): void {
  const pages = getCurrentPages() as readonly { route?: string, options?: { id?: string } }[]
  const index = pages.map(({ route = '', options }) => `/${route}?id=${options?.id ?? ''}`).lastIndexOf(PAGES.watch(id))
  if (index >= 0 && index < pages.length - 1) uni.navigateBack({ delta: pages.length - 1 - index, fail: ignore })
  else if (index < 0) openPage(PAGES.watch(id))
}

/** Replaces all pages. */
export function startOver(url: string): void {
  uni.reLaunch({ url, fail: ignore })
}

/** Returns to the previous page; opens `otherwise` if a link led directly to this page. */
export function goBack(otherwise: string = PAGES.lessons()): void {
  if (getCurrentPages().length > 1) uni.navigateBack({ fail: ignore })
  else startOver(otherwise)
}

function ignore(): void {}
