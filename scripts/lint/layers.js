import { SERVER_LAYERS } from './server-layers.js'

/**
 * Who may import whom; the longest folder that a file lies in counts (docs/architecture.md):
 * pages → composables → stores → services → live → contract on the client; `server-layers.js` for the server.
 * Tests beside the code may use what lies in `tests/` as well, and any package.
 */

const CLIENT_BASE = ['src/i18n', 'src/live', 'contract']
const SERVICES = ['src/services', ...CLIENT_BASE]
const STORES = ['src/stores', 'src/platform', ...SERVICES]
const COMPOSABLES = ['src/composables', ...STORES]
const COMPONENTS = ['src/components', ...COMPOSABLES]

/** Folder → the folders that its files may import from. */
export const LAYERS = {
  'src': ['src', 'contract'],
  'src/pages': ['src/pages', ...COMPONENTS],
  'src/components': COMPONENTS,
  'src/composables': COMPOSABLES,
  'src/stores': STORES,
  'src/platform': ['src/platform', 'src/platform/log', ...CLIENT_BASE],
  'src/services': SERVICES,
  'src/i18n': CLIENT_BASE,
  'src/live': ['src/live', 'contract'],
  'contract': ['contract'],
  ...SERVER_LAYERS,
  'scripts': ['scripts', 'src/live', 'contract'],
  'tests': ['tests', 'src', 'server', 'contract', 'scripts'],
}

/** Frameworks and platforms that the pure layers and the client stay clear of. */
export const BANNED_PACKAGES = {
  'src/live': /^(vue|pinia|zod|node:.*|@dcloudio\/.*)$/,
  'contract': /^(vue|pinia|node:.*|@dcloudio\/.*)$/,
  'src': /^(zod|node:.*)$/,
}

/** What the client may import as types only, since it would bring zod into its bundle. */
export const TYPES_ONLY_IN_CLIENT = 'contract/schemas'

/** The one file of `contract/` that may import zod as a value. */
export const ZOD_HOME = 'contract/schemas.ts'
