import { CLIENT_LAYERS } from './client-layers.js'
import { SERVER_LAYERS } from './server-layers.js'

/**
 * Who may import whom; the longest folder in which a file lies counts. The client's edges are in `client-layers.js`,
 * the server's in `server-layers.js`. Tests beside the code may import every file of their side, all of `tests/`, and
 * any package.
 */
export const LAYERS = {
  ...CLIENT_LAYERS,
  'contract': ['contract'],
  'contract/kernel': ['contract/kernel'],
  'contract/account': ['contract/account', 'contract/kernel'],
  'contract/lessons': ['contract/lessons', 'contract/kernel'],
  'contract/class': ['contract/class', 'contract/lessons', 'contract/kernel'],
  'contract/channel': ['contract/channel', 'contract/class', 'contract/kernel'],
  'contract/media': ['contract/media', 'contract/kernel'],
  'contract/qos': ['contract/qos', 'contract/account', 'contract/kernel'],
  ...SERVER_LAYERS,
  'scripts': ['scripts', 'src/features', 'contract', 'tests/support/traces'],
  'tests': ['tests', 'src', 'server', 'contract', 'scripts'],
}

/** Frameworks and platforms that the contract and the client do without. */
export const BANNED_PACKAGES = {
  contract: /^(vue|pinia|node:.*|@dcloudio\/.*)$/,
  src: /^(zod|node:.*)$/,
}

/** Packages that no rule of the client may import. */
export const BANNED_IN_RULES = /^(vue|pinia|zod|node:.*|@dcloudio\/.*)$/

/**
 * The only files of `contract/` that may import zod, and each other, as values.
 * The client may import them as types only: zod must not reach its bundle.
 */
export const isContractSchemas = path => /^contract\/([\w-]+\/)?schemas(\.ts)?$/.test(path)
