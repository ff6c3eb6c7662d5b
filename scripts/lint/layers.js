/**
 * Who may import whom; the longest folder that a file lies in counts (docs/architecture.md):
 * pages → composables → stores → services → live → contract on the client, modules → db, contract on the server.
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
  'contract/kernel': ['contract/kernel'],
  'contract/account': ['contract/account', 'contract/kernel'],
  'contract/lessons': ['contract/lessons', 'contract/kernel'],
  'contract/class': ['contract/class', 'contract/lessons', 'contract/kernel'],
  'contract/channel': ['contract/channel', 'contract/class', 'contract/kernel'],
  'contract/media': ['contract/media', 'contract/kernel'],
  'contract/qos': ['contract/qos', 'contract/account', 'contract/kernel'],
  'server': ['server', 'contract'],
  'scripts': ['scripts', 'src/live', 'contract'],
  'tests': ['tests', 'src', 'server', 'contract', 'scripts'],
}

/** Frameworks and platforms that the pure layers and the client stay clear of. */
export const BANNED_PACKAGES = {
  'src/live': /^(vue|pinia|zod|node:.*|@dcloudio\/.*)$/,
  'contract': /^(vue|pinia|node:.*|@dcloudio\/.*)$/,
  'src': /^(zod|node:.*)$/,
}

/**
 * The only files of `contract/` that may import zod, and each other, as values.
 * The client may import them as types only: zod must not reach its bundle.
 */
export const isContractSchemas = path => /^contract\/([\w-]+\/)?schemas(\.ts)?$/.test(path)
