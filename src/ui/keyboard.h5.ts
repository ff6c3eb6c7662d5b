/**
* uni draws `<button>` and `<view>` as its own elements, which browsers neither focus nor press by key. The parts of
* the design system have a role and a tabindex; this file gives them the keys of the native control.
 */
const PRESSED_BY: Record<string, readonly string[]> = {
  button: ['Enter', ' '],
  radio: [' '],
  tab: ['Enter', ' '],
  link: ['Enter'],
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }

/** Arrow keys select the neighbour among tabs and radios and wrap around at the ends. */
function chooseNeighbour(target: HTMLElement, role: string, step: number): void {
  const group = target.closest('[role="tablist"], [role="radiogroup"]')
  const peers = [...(group?.querySelectorAll<HTMLElement>(`[role="${role}"]`) ?? [])]
  const next = peers[(peers.indexOf(target) + step + peers.length) % peers.length]
  next?.focus()
  next?.click()
}

function onKey(event: KeyboardEvent): void {
  const { target } = event
  if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return
  const role = target.getAttribute('role') ?? ''
  const step = STEPS[event.key]
  if (step !== undefined && (role === 'tab' || role === 'radio')) {
    event.preventDefault()
    chooseNeighbour(target, role, step)
  } else if (PRESSED_BY[role]?.includes(event.key)) {
    event.preventDefault()
    if (!event.repeat) target.click()
  }
}

/** Called once, for the whole app. */
export function listenForKeys(): void {
  document.addEventListener('keydown', onKey)
}
