import type { Life } from '@/platform/page-life/life'

/** The life of what belongs to no page: it is seen while its tab is, between `begin` and `rest`. */
export function tabLife(): { life: Life, begin: () => void, rest: () => void } {
  const seen: (() => void)[] = []
  const unseen: (() => void)[] = []
  let isBegun = false

  const tell = (): void => {
    for (const listener of document.hidden ? unseen : seen) listener()
  }
  document.addEventListener('visibilitychange', () => {
    if (isBegun) tell()
  })

  return {
    life: { onSeen: listener => void seen.push(listener), onUnseen: listener => void unseen.push(listener) },
    begin() {
      isBegun = true
      tell()
    },
    rest() {
      isBegun = false
      for (const listener of unseen) listener()
    },
  }
}
