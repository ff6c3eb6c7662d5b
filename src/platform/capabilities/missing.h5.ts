import type { MissingFor } from './missing.types'

/** The twins report what a browser lacks when the class starts. */
export const missingFor: MissingFor = () => []
