import type { BuiltIn } from './built-in'
import { button } from './button'
import { formParts } from './form'
import { image } from './image'
import { livePlayer, livePusher } from './live'
import { picker } from './picker'
import { scrollView } from './scroll-view'
import { icon, navigator, progress } from './simple'
import { swiper, swiperItem } from './swiper'
import { input, textarea } from './text-fields'

export const BUILT_INS: readonly BuiltIn[] = [
  button, image, input, textarea, picker, scrollView, swiper, swiperItem, ...formParts, progress, icon, navigator,
  livePlayer, livePusher,
]

/** Tags without behaviour: elements of the page, not components. */
export const PLAIN_TAGS: ReadonlySet<string> = new Set([
  'view', 'text', 'cover-view', 'root-portal', 'page-meta', 'block',
])
