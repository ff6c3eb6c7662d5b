/**
 * Where the floating window stands on a screen: what is remembered of it, and the moves of finger and keyboard. In px;
 * pure, so that a window that nobody can reach is a failing test.
 */

/** The screen without what the system keeps for itself. */
export interface FloatScreen {
  width: number
  height: number
  insets: { top: number, right: number, bottom: number, left: number }
}

export interface FloatRect { x: number, y: number, width: number, height: number }

/** What outlives the window: good for another screen, and for a picture of another shape. */
export interface FloatPlacement {
  side: 'left' | 'right'
  /** Of the free way from the top, 0 to 1. */
  down: number
  /** Of the way from the smallest to the largest, 0 to 1. */
  size: number
}

export const FIRST_PLACEMENT: FloatPlacement = { side: 'right', down: 0.6, size: 0.35 }

/** From the screen's edge, px. */
export const FLOAT_MARGIN = 12
/** Room for two buttons of 44 px beside each other, and two above each other. */
const LEAST_WIDTH = 128
const LEAST_HEIGHT = 100
const MOST_WIDTH = 480
/** It must not hide the page that somebody reads. */
const MOST_SHARE = { width: 0.8, height: 0.5 }
/** One press of a key. */
const KEY_STEP_PX = 32
const SIZE_STEP = 0.1
/** Pictures are no narrower and no wider than this. */
const RATIOS = { min: 9 / 21, max: 21 / 9 }

const clamp = (value: number, min: number, max: number): number => Math.max(min, Math.min(max, value))
const toShare = (value: unknown, otherwise: number): number =>
  (typeof value === 'number' && Number.isFinite(value) ? clamp(value, 0, 1) : otherwise)

/** Makes whatever is stored whole. */
export function readPlacement(stored: unknown, side: FloatPlacement['side'] = FIRST_PLACEMENT.side): FloatPlacement {
  const found = Object(stored) as Partial<Record<keyof FloatPlacement, unknown>>
  return {
    side: found.side === 'left' || found.side === 'right' ? found.side : side,
    down: toShare(found.down, FIRST_PLACEMENT.down),
    size: toShare(found.size, FIRST_PLACEMENT.size),
  }
}

/** The free part of the screen, inside the margins. */
function roomOf({ width, height, insets }: FloatScreen): FloatRect {
  return {
    x: insets.left + FLOAT_MARGIN,
    y: insets.top + FLOAT_MARGIN,
    width: Math.max(0, width - insets.left - insets.right - 2 * FLOAT_MARGIN),
    height: Math.max(0, height - insets.top - insets.bottom - 2 * FLOAT_MARGIN),
  }
}

/** Smallest and largest width of a picture of this ratio; on a screen without room the largest wins. */
function widthsOf(ratio: number, screen: FloatScreen): { min: number, max: number } {
  const room = roomOf(screen)
  const max = Math.min(MOST_WIDTH, room.width * MOST_SHARE.width, room.height * MOST_SHARE.height * ratio)
  return { min: Math.min(max, Math.max(LEAST_WIDTH, LEAST_HEIGHT * ratio)), max }
}

const toRatio = (ratio: number): number => (Number.isFinite(ratio) ? clamp(ratio, RATIOS.min, RATIOS.max) : 16 / 9)

/** `ratio`: width by height of the picture. */
export function placeFloat({ side, down, size }: FloatPlacement, ratio: number, screen: FloatScreen): FloatRect {
  const shape = toRatio(ratio)
  const { min, max } = widthsOf(shape, screen)
  const width = min + (max - min) * size
  const height = width / shape
  const room = roomOf(screen)
  return {
    x: side === 'left' ? room.x : room.x + room.width - width,
    y: room.y + Math.max(0, room.height - height) * down,
    width, height,
  }
}

/** Where a finger has it now: anywhere, and whole on the screen. */
export function dragFloat(rect: FloatRect, dx: number, dy: number, screen: FloatScreen): FloatRect {
  const room = roomOf(screen)
  return {
    ...rect,
    x: clamp(rect.x + dx, room.x, Math.max(room.x, room.x + room.width - rect.width)),
    y: clamp(rect.y + dy, room.y, Math.max(room.y, room.y + room.height - rect.height)),
  }
}

/** Where it comes to rest: at the nearer edge, as high as it was let go. */
export function settleFloat(rect: FloatRect, size: number, screen: FloatScreen): FloatPlacement {
  const room = roomOf(screen)
  const free = room.height - rect.height
  return {
    side: rect.x + rect.width / 2 < room.x + room.width / 2 ? 'left' : 'right',
    down: free > 0 ? clamp((rect.y - room.y) / free, 0, 1) : 0,
    size,
  }
}

/** Another width, wanted by a drag of the corner. The edge that it stands at stays. */
export function resizeFloat(placement: FloatPlacement, wantedWidth: number, ratio: number, screen: FloatScreen): FloatPlacement {
  const { min, max } = widthsOf(toRatio(ratio), screen)
  return withSize(placement, max > min ? (wantedWidth - min) / (max - min) : placement.size, ratio, screen)
}

/** The top of the window stays where it is, as far as there is room. */
function withSize(placement: FloatPlacement, size: number, ratio: number, screen: FloatScreen): FloatPlacement {
  const next = { ...placement, size: clamp(size, 0, 1) }
  const { y } = placeFloat(placement, ratio, screen)
  return settleFloat({ ...placeFloat(next, ratio, screen), y }, next.size, screen)
}

export type FloatKey = 'left' | 'right' | 'up' | 'down' | 'larger' | 'smaller'

export function stepPlacement(placement: FloatPlacement, key: FloatKey, ratio: number, screen: FloatScreen): FloatPlacement {
  switch (key) {
    case 'left':
    case 'right': return { ...placement, side: key }
    case 'up':
    case 'down': {
      const rect = placeFloat(placement, ratio, screen)
      return settleFloat(dragFloat(rect, 0, key === 'up' ? -KEY_STEP_PX : KEY_STEP_PX, screen), placement.size, screen)
    }
    case 'larger': return withSize(placement, placement.size + SIZE_STEP, ratio, screen)
    case 'smaller': return withSize(placement, placement.size - SIZE_STEP, ratio, screen)
  }
}

/** What the keyboard does to the window in focus; undefined where a key means nothing to it. */
export function floatKeyOf(key: string, isShift: boolean): FloatKey | undefined {
  switch (key) {
    case '+':
    case '=': return 'larger'
    case '-':
    case '_': return 'smaller'
    case 'ArrowUp': return isShift ? 'larger' : 'up'
    case 'ArrowDown': return isShift ? 'smaller' : 'down'
    case 'ArrowLeft': return isShift ? 'smaller' : 'left'
    case 'ArrowRight': return isShift ? 'larger' : 'right'
    default: return undefined
  }
}
