/**
 * Position of the floating window on a screen, px: the stored placement, and moves by pointer and keyboard.
 * Pure, so that tests can prove that the window is always reachable.
 */

/** Screen size and the insets that the system reserves. */
export interface FloatScreen {
  width: number
  height: number
  insets: { top: number, right: number, bottom: number, left: number }
}

export interface FloatRect { x: number, y: number, width: number, height: number }

/** Stored placement. It is independent of the screen size and of the aspect ratio. */
export interface FloatPlacement {
  side: 'left' | 'right'
  /** Share of the free height above the window, 0 to 1. */
  down: number
  /** Width between the smallest (0) and the largest (1). */
  size: number
}

export const FIRST_PLACEMENT: FloatPlacement = { side: 'right', down: 0.6, size: 0.35 }

/** Distance from the safe area's edge, px. */
export const FLOAT_MARGIN = 12
/** Smallest size, px: room for two buttons of 44 px in each direction. */
const LEAST_WIDTH = 128
const LEAST_HEIGHT = 100
const MOST_WIDTH = 480
/** Largest share of the free area, so that the page stays readable. */
const MOST_SHARE = { width: 0.8, height: 0.5 }
/** Steps of one key press. */
const KEY_STEP_PX = 32
const SIZE_STEP = 0.1
/** Limits of the aspect ratio. */
const RATIOS = { min: 9 / 21, max: 21 / 9 }

const clamp = (value: number, min: number, max: number): number => Math.max(min, Math.min(max, value))
const toShare = (value: unknown, otherwise: number): number =>
  (typeof value === 'number' && Number.isFinite(value) ? clamp(value, 0, 1) : otherwise)

/** Fills missing or invalid fields with defaults. */
export function readPlacement(stored: unknown, side: FloatPlacement['side'] = FIRST_PLACEMENT.side): FloatPlacement {
  const found = Object(stored) as Partial<Record<keyof FloatPlacement, unknown>>
  return {
    side: found.side === 'left' || found.side === 'right' ? found.side : side,
    down: toShare(found.down, FIRST_PLACEMENT.down),
    size: toShare(found.size, FIRST_PLACEMENT.size),
  }
}

/** Area inside insets and margins. */
function roomOf({ width, height, insets }: FloatScreen): FloatRect {
  return {
    x: insets.left + FLOAT_MARGIN,
    y: insets.top + FLOAT_MARGIN,
    width: Math.max(0, width - insets.left - insets.right - 2 * FLOAT_MARGIN),
    height: Math.max(0, height - insets.top - insets.bottom - 2 * FLOAT_MARGIN),
  }
}

/** Smallest and largest width for this aspect ratio. On a screen without room, `max` limits `min`. */
function widthsOf(ratio: number, screen: FloatScreen): { min: number, max: number } {
  const room = roomOf(screen)
  const max = Math.min(MOST_WIDTH, room.width * MOST_SHARE.width, room.height * MOST_SHARE.height * ratio)
  return { min: Math.min(max, Math.max(LEAST_WIDTH, LEAST_HEIGHT * ratio)), max }
}

const toRatio = (ratio: number): number => (Number.isFinite(ratio) ? clamp(ratio, RATIOS.min, RATIOS.max) : 16 / 9)

/** `ratio`: width divided by height of the video. */
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

/** Position during a drag: anywhere inside the free area. */
export function dragFloat(rect: FloatRect, dx: number, dy: number, screen: FloatScreen): FloatRect {
  const room = roomOf(screen)
  return {
    ...rect,
    x: clamp(rect.x + dx, room.x, Math.max(room.x, room.x + room.width - rect.width)),
    y: clamp(rect.y + dy, room.y, Math.max(room.y, room.y + room.height - rect.height)),
  }
}

/** Position after a drag: at the nearer edge, at the height of the release. */
export function settleFloat(rect: FloatRect, size: number, screen: FloatScreen): FloatPlacement {
  const room = roomOf(screen)
  const free = room.height - rect.height
  return {
    side: rect.x + rect.width / 2 < room.x + room.width / 2 ? 'left' : 'right',
    down: free > 0 ? clamp((rect.y - room.y) / free, 0, 1) : 0,
    size,
  }
}

/** Placement with another width, px. The window stays at its edge. */
export function resizeFloat(
  placement: FloatPlacement, wantedWidth: number, ratio: number, screen: FloatScreen,
): FloatPlacement {
  const { min, max } = widthsOf(toRatio(ratio), screen)
  return withSize(placement, max > min ? (wantedWidth - min) / (max - min) : placement.size, ratio, screen)
}

/** Placement with another size. The top of the window stays in place if there is room. */
function withSize(placement: FloatPlacement, size: number, ratio: number, screen: FloatScreen): FloatPlacement {
  const next = { ...placement, size: clamp(size, 0, 1) }
  const { y } = placeFloat(placement, ratio, screen)
  return settleFloat({ ...placeFloat(next, ratio, screen), y }, next.size, screen)
}

export type FloatKey = 'left' | 'right' | 'up' | 'down' | 'larger' | 'smaller'

export function stepPlacement(
  placement: FloatPlacement, key: FloatKey, ratio: number, screen: FloatScreen,
): FloatPlacement {
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

/** Action of a key on the focused window; undefined if the key has none. */
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
