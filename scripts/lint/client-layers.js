/** Allowed imports on the client (docs/architecture.md). The lint rule refuses all others. */

/**
 * Feature → the features that it may use. No two features use each other.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const FEATURE_EDGES = {
  'codes': [],
  'recovery': ['codes'],
  'account': [],
  'settings': [],
  'channel': ['recovery'],
  'class': ['account', 'channel', 'codes', 'recovery'],
  'pusher': ['class', 'codes', 'recovery', 'settings'],
  'player': ['class', 'codes', 'recovery', 'settings'],
  'preflight': ['pusher'],
  'qos': ['account', 'class', 'codes', 'player', 'pusher'],
  'lessons': ['account'],
  'watch': ['class', 'codes', 'player', 'qos'],
  'broadcast': ['class', 'codes', 'preflight', 'pusher', 'qos'],
  'floating-window': ['account', 'class', 'player', 'watch'],
}

const FOUNDATION = ['src/http', 'src/platform', 'src/i18n', 'contract']

/** @param {string} name */
const featureFolder = name => `src/features/${name}`

const FEATURE_LAYERS = Object.fromEntries(Object.keys(FEATURE_EDGES).map(name => [featureFolder(name), [
  featureFolder(name), ...(FEATURE_EDGES[name] ?? []).map(featureFolder), 'src/ui', ...FOUNDATION,
]]))

/**
 * Importer's folder → folders, and files without extension, that it may import.
 * @type {Record<string, readonly string[]>}
 */
export const CLIENT_LAYERS = {
  'src': ['src', 'contract'],
  'src/pages': ['src/pages', 'src/features', 'src/ui', ...FOUNDATION],
  ...FEATURE_LAYERS,
  // Both ports use codes and netstatus.
  'src/platform': ['src/platform', 'src/features/codes', 'src/i18n', 'contract'],
  'src/http': FOUNDATION,
  'src/ui': ['src/ui', 'src/platform', 'src/i18n', 'contract'],
  'src/i18n': ['src/i18n'],
}

/**
 * Rules of a feature run without a phone, a browser or a clock: they import values of these files only.
 * @param {string} path
 */
export const isPureClientFile = path =>
  /^src\/features\/[^/]+\/rules\//.test(path)
  || /^src\/features\/codes\/(?!use-)/.test(path)
  || /^src\/platform\/(capabilities\/(table|version)|player-caches)$/.test(path)
  || path === 'src/i18n/zone'
  || /^contract(\/|$)/.test(path)

/** Files that have to stay pure. @param {string} path */
export const isClientRules = path =>
  /^src\/features\/[^/]+\/rules\//.test(path) || /^src\/features\/codes\/(?!use-)/.test(path)
