import type { LeaveFocusScope } from './focus-scope'

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), '
  + 'textarea:not(:disabled), [tabindex="0"]'

/** Keeps the focus inside the element until the returned function is called; Esc calls `onEscape`. */
export function enterFocusScope(elementId: string, onEscape: () => void): LeaveFocusScope {
  const before = document.activeElement
  const scope = document.getElementById(elementId)
  const stops = () => [...(scope?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])]

  function onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.stopPropagation()
      onEscape()
    }
    if (event.key !== 'Tab') return
    const all = stops()
    const edge = event.shiftKey ? all[0] : all.at(-1)
    const inside = scope?.contains(document.activeElement) ?? false
    if (inside && document.activeElement !== edge && document.activeElement !== scope) return
    event.preventDefault()
    const next = event.shiftKey ? all.at(-1) : all[0]
    next?.focus()
  }

  document.addEventListener('keydown', onKey, true)
  scope?.focus()
  return () => {
    document.removeEventListener('keydown', onKey, true)
    if (before instanceof HTMLElement && before.isConnected) before.focus()
  }
}
