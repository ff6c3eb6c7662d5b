/** Drawn for Kaike on a 24-px grid: strokes of 1.75, round ends. `fill` marks solid shapes. */
const SHAPES = {
  'back': '<path d="M15 5l-7 7 7 7"/>',
  'calendar': '<rect x="4" y="5.5" width="16" height="15" rx="2.5"/><path d="M4 10.25h16M8.5 3v4.5M15.5 3v4.5"/>',
  'camera': '<rect x="2.5" y="6" width="13" height="12" rx="2.75"/><path d="M15.5 11l6-3.5v9l-6-3.5"/>',
  'camera-off': '<path d="M3.5 3.5l17 17M9.5 6h3.25a2.75 2.75 0 0 1 2.75 2.75V11l6-3.5v9l-3-1.75M15.2 16.5A2.75 2.75 0 0 1 12.75 18h-7.5a2.75 2.75 0 0 1-2.75-2.75v-6.5A2.75 2.75 0 0 1 5 6"/>',
  'camera-switch': '<path d="M3.5 8.5h3.75l1.6-3h6.3l1.6 3h3.75v11h-17z"/><path d="M9 13.4a3.1 3.1 0 0 1 5.6-1.3M15 14.6a3.1 3.1 0 0 1-5.6 1.3M14.8 10.2v2h-2M9.2 17.8v-2h2"/>',
  'chart': '<path d="M4 20.5h16M6.5 17v-4M11 17V7M15.5 17v-6.5M20 17V4.5"/>',
  'check': '<path d="M5 12.5l4.5 4.5L19 7.5"/>',
  'chevron-down': '<path d="M6 9.5l6 6 6-6"/>',
  'chevron-left': '<path d="M14.5 6l-6 6 6 6"/>',
  'chevron-right': '<path d="M9.5 6l6 6-6 6"/>',
  'clock': '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.25V12l3.25 2"/>',
  'close': '<path d="M6 6l12 12M18 6L6 18"/>',
  'copy': '<rect x="9" y="9" width="11" height="11" rx="2.25"/><path d="M15 9V6.25A2.25 2.25 0 0 0 12.75 4h-6.5A2.25 2.25 0 0 0 4 6.25v6.5A2.25 2.25 0 0 0 6.25 15H9"/>',
  'eye': '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><circle cx="12" cy="12" r="2.75"/>',
  'eye-off': '<path d="M4 4l16 16M9.9 5.75A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-2.6 3.35M6.2 7.4A15.5 15.5 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4.3-1.1"/>',
  'float': '<path d="M20.5 10.5v-4A2 2 0 0 0 18.5 4.5h-13a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2H9"/><rect x="12.5" y="13.5" width="8.5" height="6.5" rx="1.5" fill="#000"/>',
  'fullscreen': '<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/>',
  'fullscreen-exit': '<path d="M9 4v5H4M15 4v5h5M20 15h-5v5M4 15h5v5"/>',
  'globe': '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c2.5 2.3 3.75 5.1 3.75 8.5S14.5 18.2 12 20.5C9.5 18.2 8.25 15.4 8.25 12S9.5 5.8 12 3.5z"/>',
  'info': '<circle cx="12" cy="12" r="8.5"/><path d="M12 11.25v5M12 7.75v.1"/>',
  'live': '<circle cx="12" cy="12" r="2" fill="#000"/><path d="M7.75 16.25a6 6 0 0 1 0-8.5M16.25 7.75a6 6 0 0 1 0 8.5M4.9 19.1a10 10 0 0 1 0-14.2M19.1 4.9a10 10 0 0 1 0 14.2"/>',
  'mic': '<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>',
  'mic-off': '<path d="M4 4l16 16M15 10.5V6a3 3 0 0 0-5.7-1.3M9 9v2a3 3 0 0 0 4.7 2.45M5.5 11.5a6.5 6.5 0 0 0 10.4 5.2M18.5 11.5a6.5 6.5 0 0 1-.5 2.5M12 18v3"/>',
  'people': '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.5a6.5 6.5 0 0 1 13 0M15.75 5.2a3.5 3.5 0 0 1 0 6.6M18.25 13.8a6.5 6.5 0 0 1 3.25 5.7"/>',
  'person': '<circle cx="12" cy="8" r="4"/><path d="M4.5 20a7.5 7.5 0 0 1 15 0"/>',
  'picture': '<rect x="3.5" y="5" width="17" height="14" rx="2.5"/><circle cx="8.75" cy="9.75" r="1.5"/><path d="M4 17l5-4.5 3.25 3 3-2.5 4.75 4"/>',
  'play': '<path d="M8 5.5v13l10.5-6.5z" fill="#000"/>',
  'plus': '<path d="M12 5v14M5 12h14"/>',
  'resize': '<path d="M20 11.5V20h-8.5M20 20l-8-8"/>',
  'room': '<path d="M3 20.5h18M6 20.5v-16h8.5v16M14.5 7.5H18v13M11.25 12v1.5"/>',
  'settings': '<path d="M4 7.5h8.5M17.5 7.5H20M4 16.5h2.5M11.5 16.5H20"/><circle cx="15" cy="7.5" r="2.5"/><circle cx="9" cy="16.5" r="2.5"/>',
  'share': '<path d="M12 14.5V4M7.75 8L12 3.75 16.25 8M5 12.5V18a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-5.5"/>',
  'sign-out': '<path d="M14 4H6.5A1.5 1.5 0 0 0 5 5.5v13A1.5 1.5 0 0 0 6.5 20H14M10 12h10.5M17 8.5l3.5 3.5-3.5 3.5"/>',
  'sparkle': '<path d="M11 3.5l1.9 5.1L18 10.5l-5.1 1.9L11 17.5l-1.9-5.1L4 10.5l5.1-1.9zM18.5 15.5v5M16 18h5"/>',
  'stop': '<rect x="6.5" y="6.5" width="11" height="11" rx="2" fill="#000"/>',
  'swap': '<path d="M4 8.5h15l-3.5-3.5M20 15.5H5L8.5 19"/>',
  'torch': '<path d="M8 3h8v4.5l-2 3V21h-4V10.5l-2-3zM8 6.5h8M12 13v2"/>',
  'volume': '<path d="M4 9.5h3.25L12 5.5v13l-4.75-4H4zM15.5 9a4.25 4.25 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11"/>',
  'volume-off': '<path d="M4 9.5h3.25L12 5.5v13l-4.75-4H4zM16 9.5l5 5M21 9.5l-5 5"/>',
  'warning': '<path d="M12 4.25L3 19.5h18zM12 10v4.5M12 16.9v.1"/>',
  'wifi': '<path d="M3 9.5a13 13 0 0 1 18 0M6 13a8.7 8.7 0 0 1 12 0M9 16.3a4.4 4.4 0 0 1 6 0M12 19.5v.1"/>',
  'wifi-off': '<path d="M4 4l16 16M3 9.5a13 13 0 0 1 4.2-2.7M11 6a13 13 0 0 1 10 3.5M6 13a8.7 8.7 0 0 1 4.2-2.2M15 11.2a8.7 8.7 0 0 1 3 1.8M9 16.3a4.4 4.4 0 0 1 6 0M12 19.5v.1"/>',
} as const satisfies Record<string, string>

export type IconName = keyof typeof SHAPES

export const ICON_NAMES = Object.keys(SHAPES) as IconName[]

/** SVG attributes that draw the icon in the colour of the surrounding text. */
export const ICON_STROKE = {
  'fill': 'none',
  'stroke': 'currentcolor',
  'stroke-width': '1.75',
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
} as const

/** The shapes inside the SVG, on a grid of 24. */
export const iconShapes = (name: IconName): string => SHAPES[name].replaceAll('#000', 'currentcolor')

/**
 * A style that cuts the icon out of the element's background. It is a data URI, because WeChat's style sheets take no
 * local files.
 */
export function iconMask(name: IconName): string {
  const attributes = Object.entries({ ...ICON_STROKE, stroke: '#000' })
  const strokes = attributes.map(([attribute, value]) => `${attribute}="${value}"`).join(' ')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" ${strokes}>${SHAPES[name]}</svg>`
  const url = `url("data:image/svg+xml,${encodeURIComponent(svg)}")`
  return `-webkit-mask-image:${url};mask-image:${url}`
}
