/** Output of the bundler for the host: the mini-program's production build, converted for a browser. */
export interface Program {
  app: AppConfig
  theme: Record<'light' | 'dark', Record<string, string>>
  /** `''` is the main package; the others are the subpackages' roots. */
  packages: readonly PackageFile[]
}

export interface PackageFile {
  root: string
  /** URL of the package's script on the host. */
  url: string
  bytes: number
}

/** The parts of `app.json` that the host reads. */
export interface AppConfig {
  pages: string[]
  subPackages?: { root: string, pages: string[] }[]
  window?: PageConfig
  tabBar?: TabBarConfig
  darkmode?: boolean
}

export interface TabBarConfig {
  color?: string
  selectedColor?: string
  backgroundColor?: string
  list: { pagePath: string, text: string, iconPath?: string, selectedIconPath?: string }[]
}

/** A page's or component's `.json`. */
export interface PageConfig {
  component?: boolean
  usingComponents?: Record<string, string>
  styleIsolation?: string
  navigationBarTitleText?: string
  navigationBarTextStyle?: string
  navigationBarBackgroundColor?: string
  backgroundColor?: string
  navigationStyle?: string
  enablePullDownRefresh?: boolean
  disableScroll?: boolean
}

/** Argument of the call `__kaikePackage(root, content)` in each package's script. */
export interface PackageContent {
  /** Path without `.js` → the module as CommonJS function; its parameters are `MODULE_PARAMETERS`. */
  modules: Record<string, (...names: unknown[]) => void>
  /** Path without `.wxml` → compiled template. */
  templates: Record<string, unknown>
  /** Path without `.wxss` → style sheet for the browser. */
  styles: Record<string, string>
  /** Path without `.json` → configuration. */
  configs: Record<string, PageConfig>
}

/**
 * Names in a module's scope. The names after `getCurrentPages` shadow globals that a browser has and a phone lacks, or
 * that the host replaces (the clock).
 */
export const MODULE_PARAMETERS = [
  'require', 'module', 'exports', 'wx', 'App', 'Page', 'Component', 'Behavior', 'getApp', 'getCurrentPages',
  'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'global', 'globalThis',
  'window', 'self', 'document', 'location', 'navigator', 'history', 'fetch', 'XMLHttpRequest', 'WebSocket',
  'localStorage', 'sessionStorage', 'requestAnimationFrame', 'cancelAnimationFrame', 'queueMicrotask',
  'structuredClone',
] as const

/** WeChat's built-in tags; in the browser each is an element `wx-…`, so that none is parsed as an HTML element. */
export const BUILT_IN_TAGS: ReadonlySet<string> = new Set([
  'view', 'text', 'image', 'button', 'input', 'textarea', 'picker', 'picker-view', 'picker-view-column', 'scroll-view',
  'swiper', 'swiper-item', 'form', 'label', 'switch', 'slider', 'checkbox', 'checkbox-group', 'radio', 'radio-group',
  'progress', 'icon', 'navigator', 'cover-view', 'cover-image', 'rich-text', 'video', 'audio', 'canvas', 'map',
  'camera', 'web-view', 'live-player', 'live-pusher', 'movable-area', 'movable-view', 'page-meta', 'root-portal',
])

export const browserTag = (tag: string): string => (BUILT_IN_TAGS.has(tag) ? `wx-${tag}` : tag)

/** Prefix, before `--`, of a component's classes; pages and `app.wxss` share one scope without a prefix. */
export const styleScopeOf = (path: string): string => path.replaceAll(/[^a-zA-Z0-9]+/g, '-')
