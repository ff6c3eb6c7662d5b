/**
 * A millisecond clock that survives H.264: 32 black or white cells for the bits of the time, and their inverse below.
 * A reading is either the exact time or, where a cell was blurred, undefined.
 */
const CELLS = 32
const ROWS = 2
/** Cells are read at their middle; a codec blurs only their edges. */
const WHITE_FROM = 128

interface Painter {
  fillStyle: string | CanvasGradient | CanvasPattern
  fillRect: (x: number, y: number, width: number, height: number) => void
}

/** Paints `timeMs` over the top of a picture of `width`, in two rows of `cellHeight`. */
export function paintClock(painter: Painter, timeMs: number, width: number, cellHeight: number): void {
  const bits = timeMs % 2 ** CELLS
  const cellWidth = width / CELLS
  for (let cell = 0; cell < CELLS; cell += 1) {
    const isWhite = Math.floor(bits / 2 ** cell) % 2 === 1
    for (let row = 0; row < ROWS; row += 1) {
      painter.fillStyle = isWhite === (row === 0) ? '#fff' : '#000'
      painter.fillRect(cell * cellWidth, row * cellHeight, cellWidth, cellHeight)
    }
  }
}

/** Size to which the two rows are scaled before reading: three pixels per cell, of which the middle one counts. */
export const READ_SIZE = { width: CELLS * 3, height: ROWS * 3 } as const

/** Reads RGBA pixels of `READ_SIZE`. Returns the milliseconds before `nowMs`, or undefined where there is no clock. */
export function readClockAge(rgba: Uint8ClampedArray, nowMs: number): number | undefined {
  const isWhite = (cell: number, row: number) =>
    (rgba[((row * 3 + 1) * READ_SIZE.width + cell * 3 + 1) * 4] ?? 0) >= WHITE_FROM
  let bits = 0
  for (let cell = 0; cell < CELLS; cell += 1) {
    if (isWhite(cell, 0) === isWhite(cell, 1)) return undefined
    if (isWhite(cell, 0)) bits += 2 ** cell
  }
  const modulus = 2 ** CELLS
  return ((nowMs % modulus) - bits + modulus) % modulus
}
