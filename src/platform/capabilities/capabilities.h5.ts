import type { CanUse } from './capabilities.types'
import { hasBrowserCapability } from './browser-capabilities'
import type { BrowserFacts } from './browser-capabilities'
import { playSource } from '../h5/player/source/play-source'

function browserFacts(): BrowserFacts {
  // Undefined on a page that is neither https nor localhost, contrary to the types.
  const devices = navigator.mediaDevices as MediaDevices | undefined
  // Torch and zoom exist on phones only and are missing in TypeScript's library.
  const supported = (devices?.getSupportedConstraints() ?? {}) as { torch?: boolean, zoom?: boolean }
  return {
    // Undefined or null where the browser does not support it.
    hasPictureInPicture: (document.pictureInPictureEnabled as boolean | null | undefined) === true,
    hasTorch: supported.torch === true,
    hasZoom: supported.zoom === true,
    hasPlayerCache: playSource() !== 'hls',
  }
}

export const canUse: CanUse = capability => hasBrowserCapability(capability, browserFacts())
