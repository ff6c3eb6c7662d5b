import { assetUrl, part } from './built-in'
import type { BuiltIn } from './built-in'

/** `mode` → CSS `object-fit`. */
const FITS: Record<string, string> = { scaleToFill: 'fill', aspectFit: 'contain', aspectFill: 'cover', center: 'none' }

export const image: BuiltIn = {
  tag: 'image',
  properties: {
    src: String,
    mode: { type: String, value: 'scaleToFill' },
    lazyLoad: Boolean,
    webp: Boolean,
    showMenuByLongpress: Boolean,
  },
  create(instance) {
    const { element, emit } = instance
    const picture = part(instance, 'img', 'kaike-image')
    picture.alt = ''
    picture.addEventListener('load', () => emit('load', { width: picture.naturalWidth, height: picture.naturalHeight }))
    picture.addEventListener('error', () => emit('error', { errMsg: `GET ${picture.src} failed` }))
    return changed => {
      const mode = String(instance.values.mode)
      picture.style.objectFit = FITS[mode] ?? 'fill'
      element.dataset.mode = mode
      if (!changed.has('src')) return
      const src = assetUrl(instance, String(instance.values.src))
      picture.hidden = src === ''
      if (src !== '') picture.src = src
    }
  },
}
