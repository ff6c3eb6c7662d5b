import type { Capability } from './table'

/**
 * Whether to show a control: this WeChat or this browser supports it. A missing part of the device (a second camera, a
 * torch) shows only when the command is refused.
 */
export type CanUse = (capability: Capability) => boolean
