import type { Life } from '@/platform/page-life/life'

/** Life of an object that belongs to no page: between `start` and `stop` it is seen while its tab is visible. */
export function tabLife(): { life: Life, start: () => void, stop: () => void } {
  const seen: (() => void)[] = []
  const unseen: (() => void)[] = []
  let isStarted = false

  const notify = (): void => {
    for (const listener of document.hidden ? unseen : seen) listener()
  }
  document.addEventListener('visibilitychange', () => {
    if (isStarted) notify()
  })

  return {
    life: { onSeen: listener => void seen.push(listener), onUnseen: listener => void unseen.push(listener) },
    start() {
      isStarted = true
      notify()
    },
    stop() {
      isStarted = false
      for (const listener of unseen) listener()
    },
  }
}
