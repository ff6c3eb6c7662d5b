import type { Capability } from './table'

/**
 * Whether a control for it makes sense here: this WeChat has it, or this browser may. What the device itself lacks (a
 * second camera, a torch) shows only when the command is refused.
 */
export type CanUse = (capability: Capability) => boolean
