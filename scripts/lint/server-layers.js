/** Allowed imports on the server (docs/architecture.md). The lint rule refuses all others. */

/** Files directly in `server/kernel/`. */
const KERNEL_FILES = [
  'attempt-limiter', 'closer', 'log', 'policy', 'secrets', 'start-error', 'version', 'within',
].map(name => `server/kernel/${name}`)

const KERNEL_FOR_MODULES = [...KERNEL_FILES, 'server/kernel/db', 'server/kernel/http']

/**
 * Module → modules that it may use through their `module.ts`. `server/*.ts` may use all modules.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const MODULE_EDGES = {
  account: [],
  lessons: ['account'],
  class: ['lessons'],
  qos: ['account', 'class', 'lessons'],
  demo: ['account', 'class', 'lessons'],
}

/**
 * Module → modules whose tables the foreign keys in its `tables.ts` may reference.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const FOREIGN_KEYS = {
  account: [],
  lessons: ['account'],
  class: ['account', 'lessons'],
  qos: ['account', 'class'],
  demo: [],
}

/**
 * Further folders, besides the kernel, the contract and the module itself.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const MODULE_EXTRAS = {
  account: [],
  lessons: [],
  class: ['server/config', 'server/kernel/channel', 'server/kernel/jobs', 'server/media'],
  qos: ['server/config'],
  demo: ['server/config'],
}

/** @param {string} name */
const moduleFolder = name => `server/modules/${name}`

const MODULE_LAYERS = Object.fromEntries(Object.keys(MODULE_EDGES).map(name => [moduleFolder(name), [
  moduleFolder(name),
  ...KERNEL_FOR_MODULES,
  ...(MODULE_EXTRAS[name] ?? []),
  ...(MODULE_EDGES[name] ?? []).map(other => `${moduleFolder(other)}/module`),
  'contract',
]]))

const TABLE_LAYERS = Object.fromEntries(Object.keys(FOREIGN_KEYS).map(name => [`${moduleFolder(name)}/tables.ts`, [
  `${moduleFolder(name)}/rules`,
  ...(FOREIGN_KEYS[name] ?? []).map(other => `${moduleFolder(other)}/tables`),
  'server/kernel/db/columns',
  'contract',
]]))

/** Importer (a folder, or a file with its extension) → folders and files (without extension) that it may import. */
export const SERVER_LAYERS = {
  'server': [
    'server/app', 'server/banner', 'server/config', 'server/kernel',
    ...Object.keys(MODULE_EDGES).map(name => `${moduleFolder(name)}/module`),
    'contract',
  ],
  'server/config.ts': ['server/kernel/start-error'],
  'server/kernel': [...KERNEL_FILES, 'server/kernel/http/errors', 'contract'],
  'server/kernel/http': ['server/kernel/http', ...KERNEL_FILES, 'server/config', 'contract'],
  'server/kernel/db': ['server/kernel/db', 'server/kernel/start-error'],
  // The channel uses the same tickets as media.
  'server/kernel/channel': ['server/kernel/channel', 'server/kernel/within', 'server/media/ticket', 'contract'],
  'server/kernel/jobs': ['server/kernel/jobs'],
  'server/media': ['server/media/engine', 'server/media/signing', 'server/media/ticket'],
  'server/media/engines/relay': [
    'server/media/engines/relay', 'server/media/engine',
    'server/kernel/http/listen', 'server/kernel/within', 'contract',
  ],
  ...MODULE_LAYERS,
  ...TABLE_LAYERS,
}

/** Files that `rules/` and `rules.ts` of a module may import values from, without database, network or clock. */
export const PURE_RULES = ['contract', 'server/kernel/db/errors', 'server/kernel/http/errors']
