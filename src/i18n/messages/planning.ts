import type { SameShape } from '../shape'

export const zh = {}

export const en: SameShape<typeof zh> = {}
